"""Every diagnostic code: severity, sentence and hint in English and Japanese.

``{name}`` fields are filled by `sanso.model.diagnostics.diagnose`. The reference page of the
documentation is generated from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sanso.model.answer_messages import ANSWER_MESSAGES
from sanso.model.attack_messages import ATTACK_MESSAGES
from sanso.model.claim_messages import CLAIM_MESSAGES
from sanso.model.editing_messages import EDITING_MESSAGES
from sanso.model.evidence_messages import EVIDENCE_MESSAGES
from sanso.model.import_messages import IMPORT_MESSAGES
from sanso.model.label_messages import LABEL_MESSAGES
from sanso.model.mal_messages import MAL_MESSAGES
from sanso.model.mal_object_messages import OBJECT_MESSAGES
from sanso.model.message import Message, error, info, warning
from sanso.model.sector_messages import SECTOR_MESSAGES

__all__ = ["MESSAGES", "Message"]

MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        # reading
        "missing-file": error("there is no file {file}", "ファイル {file} がありません"),
        "not-a-file": error(
            "{file} is not a file",
            "{file} はファイルではありません",
            "name the model file itself",
            "モデルのファイルそのものを指定してください。",
        ),
        "unreadable-file": error("{file} cannot be read ({reason})", "{file} を読めません({reason})"),
        "file-too-large": error(
            "{file} is larger than {limit} MiB",
            "{file} が {limit} MiB を超えています",
            "write large models as JSON Lines (.jsonl)",
            "大きなモデルは JSON Lines(.jsonl)で書いてください。",
        ),
        "model-too-large": error(
            "with {file} the model is larger than {limit} MiB",
            "{file} を含めるとモデルが {limit} MiB を超えます",
            "write large models as JSON Lines (.jsonl)",
            "大きなモデルは JSON Lines(.jsonl)で書いてください。",
        ),
        "line-too-long": error("the line is longer than {limit} bytes", "1 行が {limit} バイトを超えています"),
        "empty-file": error(
            "{file} is empty",
            "{file} は空です",
            "`sanso new DIR` writes a starter",
            "`sanso new DIR` がひな形を書き出します。",
        ),
        "not-utf8": error(
            "the text is not UTF-8 (looks like {encoding})",
            "文字コードが UTF-8 ではありません({encoding})",
            "save the file as UTF-8",
            "UTF-8 で保存し直してください。",
        ),
        "byte-order-mark": error(
            "the file begins with a byte order mark",
            "ファイルの先頭に BOM があります",
            "save as UTF-8 without BOM",
            "「UTF-8(BOM なし)」で保存し直してください。",
        ),
        "nul-byte": error("the file holds NUL bytes; it is not text", "NUL バイトがあり、テキストではありません"),
        "control-character": error(
            "the text holds the control character {char}",
            "文字列に制御文字 {char} が含まれています",
            "remove it, or write the text anew",
            "削除するか、書き直してください。",
        ),
        "yaml-syntax": error("not valid YAML: {problem}", "YAML として読めません: {problem}"),
        "yaml-documents": error(
            "a second YAML document begins here",
            "2 つ目の YAML 文書が始まっています",
            "one document a file; use `include` for more files",
            "1 ファイルに 1 文書とし、分けるときは `include` を使ってください。",
        ),
        "yaml-tag": error("YAML tags such as {tag} are not taken", "YAML タグ({tag})は使えません"),
        "too-deep": error("nested deeper than {limit} levels", "入れ子が {limit} 段を超えています"),
        "too-many-nodes": error(
            "more than {limit} values",
            "値の数が {limit} を超えています",
            "write large models as JSON Lines (.jsonl)",
            "大きなモデルは JSON Lines(.jsonl)で書いてください。",
        ),
        "too-many-files": error("more than {limit} files are included", "取り込むファイルが {limit} を超えています"),
        "alias-bomb": error("aliases blow the file up", "エイリアスの展開で内容が膨れ上がります"),
        "recursive-alias": error("an alias or value contains itself", "エイリアスや値が自分自身を含んでいます"),
        "unknown-anchor": error(
            "no anchor {anchor} stands before this alias", "このエイリアスより前にアンカー {anchor} がありません"
        ),
        "key-not-text": error("a key must be plain text", "キーは文字列でなければなりません"),
        "duplicate-key": error(
            "the key {key} already stands in line {line}", "キー {key} は {line} 行目に既にあります"
        ),
        "json-syntax": error("not valid JSON: {problem}", "JSON として読めません: {problem}"),
        "table-row": error(
            "a row needs `in` with a section and `id` (measures: `of`)",
            "行には節名の `in` と `id`(measures では `of`)が必要です",
        ),
        "not-a-model": error(
            "{file} holds no mapping of sections",
            "{file} に節の並びがありません",
            "a model begins with `sanso: 1`",
            "モデルは `sanso: 1` で始まります。",
        ),
        "include-outside": error(
            "the include {file} leaves the folder of the model", "include の {file} はモデルのフォルダーの外です"
        ),
        "include-loop": error("the include {file} leads back to itself", "include の {file} が循環しています"),
        "include-twice": error("{file} is already included", "{file} は既に取り込まれています"),
        "header-in-include": error("{key} belongs into the first file only", "{key} は最初のファイルだけに書けます"),
        "too-many-faults": error(
            "at least {more} more faults were found; the first {limit} are shown",
            "このほかに少なくとも {more} 件の誤りがあります。最初の {limit} 件を示しています",
        ),
        "too-many-remarks": warning(
            "at least {more} more warnings and remarks were found; the first {limit} are shown",
            "このほかに少なくとも {more} 件の警告・注意があります。最初の {limit} 件を示しています",
        ),
        # entries
        "unknown-key": error("there is no key {key} here", "ここに {key} というキーはありません"),
        "missing-key": error("{key} is missing", "{key} がありません"),
        "wrong-type": error(
            "the value has the wrong type; expected: {expected}", "値の型が違います。期待する型: {expected}"
        ),
        "unknown-word": error("{value} is not one of: {expected}", "{value} は使えません。使える語: {expected}"),
        "out-of-range": error("{value} is out of range: {rule}", "{value} は範囲外です: {rule}"),
        "bad-id": error(
            "{id} cannot be an id",
            "{id} は ID にできません",
            "letters, digits, _ . - ; begin with a letter or digit; at most 80",
            "文字・数字・_ . - が使え、文字か数字で始まり、80 字までです。",
        ),
        "bad-money": error(
            "{value} is not an amount of money with a currency",
            "{value} は通貨付きの金額ではありません",
            "write 5 MJPY, 300 kEUR or 3億円",
            "5 MJPY、300 kEUR、3億円 のように書きます。",
        ),
        "bad-date": error(
            "{value} is not a date",
            "{value} は日付ではありません",
            "write 2026-04-01 or 2026-04",
            "2026-04-01 または 2026-04 のように書きます。",
        ),
        "bad-interval": error(
            "{value} is not an interval",
            "{value} は間隔ではありません",
            "write P1Y, P6M, P30D or PT15M (ISO 8601)",
            "P1Y、P6M、P30D、PT15M(ISO 8601)のように書きます。",
        ),
        "bad-coverage": error(
            "{value} is not a coverage",
            "{value} はカバー率ではありません",
            "write 118/120 or 95 %",
            "118/120 または 95 % のように書きます。",
        ),
        "bad-rate": error(
            "{value} is not a rate",
            "{value} は頻度ではありません",
            "write 3/year",
            "3/year または 3/年 のように書きます。",
        ),
        "bad-amount": error(
            "{value} is not an amount with a unit",
            "{value} は単位付きの量ではありません",
            "write 2 kW",
            "2 kW のように書きます。",
        ),
        "bad-condition": error(
            "a condition has a probability or a rate, and only one of them",
            "condition には probability か rate のどちらか一方だけを書きます",
        ),
        "duplicate-id": error("{id} is already used at {other}", "{id} は {other} で既に使われています"),
        # references
        "unknown-reference": error("nothing is called {id}", "{id} というものはありません"),
        "wrong-reference": error(
            "{id} stands in {section}; allowed here: {allowed}",
            "{id} は {section} にあります。ここに書けるもの: {allowed}",
        ),
        "wrong-end": error(
            "{kind} cannot have {id} ({section}) as its `{end}`; allowed: {allowed}",
            "{kind} の `{end}` に {id}({section})は使えません。使えるもの: {allowed}",
        ),
        "field-not-for-kind": error(
            "{key} makes no sense on a {kind} connection",
            "{kind} の接続に {key} は書けません",
            "fields of this kind: {allowed}",
            "この種類で使える項目: {allowed}",
        ),
        "unknown-requirement": error("there is no requirement {id}", "対策要件 {id} はありません"),
        "unknown-effect": error(
            "{effect} is no effect on {element}; known: {known}",
            "{effect} は {element} への影響として使えません。使える語: {known}",
        ),
        "unknown-data-category": error(
            "there is no data category {category}",
            "データ区分 {category} はありません",
            "`sanso catalogue data-categories` lists them",
            "`sanso catalogue data-categories` で一覧できます。",
        ),
        "unknown-regulation": error(
            "the catalogue has no scheme or duty {regulation}",
            "カタログに制度・法令 {regulation} はありません",
            "`sanso catalogue duties` and `sanso catalogue schemes` list them",
            "`sanso catalogue duties` と `sanso catalogue schemes` で一覧できます。",
        ),
        # consistency
        "contained-twice": error(
            "{id} is already inside {other}",
            "{id} は既に {other} の中にあります",
            "containment is a tree: a thing is inside one other thing",
            "包含は木構造で、1 つのものは 1 つの入れ物にだけ入ります。",
        ),
        "contains-itself": error("containment runs in a circle: {ring}", "包含が循環しています: {ring}"),
        "contained-too-deep": error(
            "{id} is inside more than {limit} containers", "{id} の入れ物が {limit} 重を超えています"
        ),
        "population-too-large": error(
            "there would be more than {limit} instances of {id}",
            "{id} の数が {limit} 個を超えます",
        ),
        "alternatives-ring": error(
            "alternatives run in a circle: {ring}; none of them would be in use",
            "代替が循環しています: {ring}。どれも使われなくなります",
            "name the alternatives only at the connection that they could replace",
            "置き換えられる側の接続だけに alternatives を書いてください。",
        ),
        "never-valid": error(
            "`valid.to` is not after `valid.from`", "`valid.to` が `valid.from` より後になっていません"
        ),
        "mixed-currencies": error("the amounts have different currencies", "金額の通貨がそろっていません"),
        "loss-order": error("`low` is higher than `high`", "`low` が `high` より大きくなっています"),
        "loss-per-person": error(
            "a loss per person needs `affects` with a count", "1 人当たりの損失には人数付きの `affects` が必要です"
        ),
        "at-least-too-many": error(
            "at least {n} of only {of} causes", "{of} 件の原因に対して {n} 件以上を求めています"
        ),
        "held-by-too-many": error(
            "held by {held} of only {count} people", "{count} 人のうち {held} 人が保有とあります"
        ),
        "criteria-order": error(
            "`serious` is higher than `catastrophic`", "`serious` が `catastrophic` より大きくなっています"
        ),
        "nothing-modelled": warning(
            "the model has no elements; there is nothing to assess",
            "モデルに構成要素がなく、評価するものがありません",
            "`sanso new DIR` writes a starter",
            "`sanso new DIR` がひな形を書き出します。",
        ),
        "not-applicable-without-reason": warning(
            "{id} is said not to apply, without a reason; counts as not stated",
            "{id} は理由なしで適用外とされています。未申告として扱います",
            "add `reason`",
            "`reason` を書いてください。",
        ),
        "no-rationale": warning(
            "the harm {id} has no rationale",
            "被害シナリオ {id} に根拠がありません",
            "say in `rationale` why it was rated so",
            "なぜその評価にしたかを `rationale` に書いてください。",
        ),
        "harm-not-rated": warning(
            "the harm {id} has neither level nor loss; it rates nothing",
            "被害シナリオ {id} に程度も損失もなく、評価に使えません",
        ),
        # assessment
        "nobody-responsible": warning(
            "nobody is responsible for {id}",
            "{id} の責任者が決まっていません",
            "give `roles` (operator, manager or owner), an employer, an owner or a performer",
            "`roles`(operator・manager・owner)や雇用主・所有者・実施者を書いてください。",
        ),
        "outsiders": info(
            "{id} have no employer: what is asked of them falls to nobody",
            "{id} には雇用主がなく、この人々への要件は誰の責任にもなりません",
            "people outside every organization need protection, not measures",
            "どの組織にも属さない人々は、対策の担い手ではなく守る対象です。",
        ),
        "support-ended": warning(
            "support of {product}, used in {elements}, ended on {day}",
            "{elements} で使う {product} のサポートは {day} に終了しています",
        ),
        "economic-understated": warning(
            "the stated economic level of {harm} is below what its loss gives ({stated} < {derived})",
            "{harm} の経済的影響の申告が、損失から導かれる程度より低くなっています({stated} < {derived})",
        ),
        "currency-not-comparable": warning(
            "the loss of {harm} is in {loss}, the criteria are in {criteria}; nothing is converted",
            "{harm} の損失は {loss}、判定基準は {criteria} です。換算はしません",
            "state criteria in {loss}, or state the level",
            "{loss} の基準を書くか、程度を直接書いてください。",
        ),
        "raters-disagree": info(
            "raters disagree on “{harm}” ({axis}: {levels}); {basis} “{used}” is used",
            "「{harm}」の評価が分かれています({axis}: {levels})。{basis}「{used}」を使います",
        ),
        "absent": info("{id} is not there on {day}", "{id} は {day} 時点では存在しません"),
        "absent-reference": info(
            "{id} names {other}, which is not there on {day}", "{id} が参照する {other} は {day} 時点では存在しません"
        ),
        "inactive-alternative": info(
            "{id} is an alternative of {other} and not chosen", "{id} は {other} の代替であり、選ばれていません"
        ),
        "supply-without-subject": info(
            "{id} does not say what is supplied; no required trust follows from it",
            "{id} は何を供給するかを示していないため、要求信頼は導かれません",
            "add `subject`",
            "`subject` を書いてください。",
        ),
        "capacity-not-comparable": warning(
            "the capacity in {harm} cannot be counted in units of {element}",
            "{harm} の capacity を {element} の台数に直せません",
            "give both a `capacity` with the same unit",
            "両方に同じ単位の `capacity` を書いてください。",
        ),
        # catalogue
        "not-a-catalogue": error(
            "{file} holds no mapping of record kinds",
            "{file} にレコード種別の並びがありません",
            "a catalogue file begins with a kind such as `requirements:`",
            "カタログファイルは `requirements:` などの種別で始まります。",
        ),
        "unknown-record": error(
            "there is no {id} among the {kind}; records can be added to: {open}",
            "{kind} に {id} はありません。レコードを追加できる種別: {open}",
        ),
        "fixed-field": error(
            "{key} of the built-in record {id} cannot be replaced",
            "組み込みのレコード {id} の {key} は置き換えられません",
        ),
        "id-does-not-fit": error(
            "the id {id} does not fit its fields ({expected})", "ID {id} が項目の内容({expected})と合いません"
        ),
        "grid-missing": error("the grid has no cell {cell}", "カテゴリ表に {cell} の欄がありません"),
        "grid-not-monotone": error(
            "{cell} has category {category}, but {other} with less harm has {higher}",
            "{cell} のカテゴリ {category} が、被害のより小さい {other} のカテゴリ {higher} を下回っています",
            "more harm may never lower the category",
            "被害が大きくなってカテゴリが下がることは許されません。",
        ),
        "range-order": error(
            "{value} is not in order: low, likely and high must not fall",
            "{value} の順序が正しくありません。low・likely・high は減ってはいけません",
            "write low <= likely <= high",
            "low <= likely <= high となるように書いてください。",
        ),
        "worse-at-higher-level": error(
            "{id}: {higher} has a lower probability than {lower}",
            "{id}: {higher} の確率が {lower} を下回っています",
            "low, likely and high may not fall from a level or basis to a higher one",
            "水準や確認の方法が上がって、low・likely・high のいずれかが下がることは許されません。",
        ),
        "category-without-mix": error(
            "category {category} has no accepted mix", "カテゴリ {category} に認められる要求の組み合わせがありません"
        ),
        "mix-too-weak": error(
            "mix {mix} demands less than every mix of category {category} ({lower})",
            "組み合わせ {mix} の要求が、カテゴリ {category} のどの組み合わせ({lower})にも及びません",
            "a mix must cover at least one mix of the category below",
            "一つ下のカテゴリの組み合わせを少なくとも一つ、すべての観点で上回るか等しくする必要があります。",
        ),
        # comparing
        "diff-other-model": warning(
            "the two models have different ids ({old}, {new}): they are compared all the same",
            "2つのモデルの id が異なります({old}、{new})。そのまま比較します",
        ),
        "diff-replace-unknown": error(
            "{old} cannot be replaced: the model has no such organization",
            "{old} は置き換えられません。そのようなソシキはモデルにありません",
        ),
        "diff-replace-taken": error(
            "{new} cannot replace {old}: it is no organization, or no id that a model may use",
            "{new} で {old} を置き換えられません。ソシキではないか、モデルで使えない ID です",
            "name another organization of the model, or a new id",
            "モデルにある別のソシキか、新しい ID を指定してください。",
        ),
        # files of other makes
        **IMPORT_MESSAGES,
        # attack
        **MAL_MESSAGES,
        **OBJECT_MESSAGES,
        **ATTACK_MESSAGES,
        **SECTOR_MESSAGES,
        **LABEL_MESSAGES,
        **CLAIM_MESSAGES,
        **EVIDENCE_MESSAGES,
        **EDITING_MESSAGES,
        **ANSWER_MESSAGES,
    }
)
