"""Japanese help of every command and option; a test holds that none is missing.

The English text stands in the commands themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["command", "parameter"]

_COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "": "Sanso (三層): 実行できるサイバー・フィジカル・セキュリティ対策フレームワーク(CPSF)。\n\n"
        "価値創造過程をモデルに書くと、三つの層で起こりうること、誰にどの対策要件が求められるか、"
        "機器・システムごとに必要なセキュリティ・セーフティの強度、まず取り組むことが分かります。",
        "assess": "モデルを評価します: 起こりうること、誰に何が求められるか、何が申告されているか、まず取り組むこと。",
        "attack": "サイバー攻撃が人と金銭に至る道筋を計算します: 起こりやすさ、損失、経路、最も重要な箇所。\n\n"
        "確率は多数の1年を試行して求め、根拠となる仮定と、未申告の対策による幅を併記します。"
        "Ctrl-C で、そこまでの結果を表示します。",
        "catalogue": "フレームワークの内容を調べます: 種類、一覧、1件の全項目。\n\n"
        "すべての記録に出典と確かさが付きます。独自ファイルで置き換えた項目には印が付きます。",
        "check": "モデルの誤りを、場所とヒント付きで一度にすべて示します。\n\n"
        "エラーがあれば終了コード 3、警告だけなら 0 です。",
        "claim": "自分の鍵で主張を下書き・署名し、検証に使うリストを作ります。\n\n"
        "外部との通信はしません。操作ごとの引数とオプションは sanso claim 操作 --help で表示します。",
        "compare-sectors": "一つの構成要素を、二つ以上の分野で比べます: ガイドライン、異なる要求レベル、"
        "分野固有の項目。\n\n"
        "カテゴリは被害シナリオだけで決まり、分野によって変わりません。",
        "demo": "例題を実行します: モデルと証跡を書き出し、評価し、レポートを並べて置きます。\n\n"
        "フォルダーのモデルを編集して再実行できます。変更は残り、変更後のモデルを評価します。"
        "署名付きの証跡がある例題では、信頼性ギャップが日ごとに閉じ、再び開く様子も示します。",
        "diff": "2つのモデル、2つの日、サプライヤーの交代を比べます: 何が変わり、何が悪化・改善し、なぜか。",
        "doctor": "動作環境を確認します: Python、日英のフォント、ライブラリ、文字コード、書き込み権限。\n\n"
        "不足があれば終了コード 1 で終わります。",
        "import": "資産台帳・取引先一覧・ネットワーク接続一覧を Excel や CSV から取り込みます。\n\n"
        "列の対応、セルごとの指摘、変わる内容を示し、--apply を付けると書き出します。モデルに手で加えた内容は残り、"
        "台帳との違いを示します。双方で変更された値があれば終了コード 1、誤りのある行があれば 3 です。",
        "inbox": "取引先から届いたものを取り込みます: オフラインで検証し、モデルの要素に対応付け、"
        "根拠になるものを保管します。\n\n"
        "主張ごとに四つの印と、どの対策要件を証明するかを示します。同じファイルを二度取り込んでも変わりません。"
        "取り込まないファイルや、対応する要素の指定が必要なものがあれば終了コード 1 で終わります。",
        "iotssf": "IoT-SSF の適用手順をたどります: 準備・アセスメント・対応・見直しの四つの手順で、"
        "何が済み、何が足りないか。\n\n"
        "--out を付けると、成果物(Word と Excel。--pdf で PDF も)を書き出します。",
        "label": "機器が取得できるラベルを示し、署名済みの主張からラベルを発行し、ラベルをオフラインで検証します。\n\n"
        "reach は、モデルの隣の機器チェックから答えます。issue は QR コード付きの画像を書き出します。"
        "verify は四つの印を示し、根拠にならないラベルなら終了コード 1 で終わります。",
        "layers": "三層図を描きます: 各層の構成要素、つながり、求められる信頼、申告または証明。",
        "ledger": "透明性ログを運用します: 記録、署名、証明、ウィットネスの連署、監査。\n\n"
        "ログに入るのはダイジェストだけです。二つの異なる履歴や破損が見つかれば、終了コード 1 で終わります。",
        "map": "IoT-SSF の図を描きます: 機器・システムを人への被害と経済的影響の二軸に置きます。"
        "--attacker を付けると起こりやすさも示します。\n\n"
        "--view trust-gap では、要求・申告・証明(--evidence)を並べて描きます。",
        "new": "注釈付きのひな形モデルと、エディター用スキーマを書き出します。\n\n既にあるファイルは上書きしません。",
        "perspectives": "IoT-SSF の四つの観点を示します: 何が、誰によって、いつまで申告されているか、"
        "どの組み合わせまで何が足りないか。",
        "report": "モデルのレポートを書き出します: ページ、Excel ブック、JSON。すべて揃うか、何も書きません。\n\n"
        "--evidence を付けると何が誰によって証明されたかを、--attacker を付けると攻撃の計算も含めます。"
        "--pdf と --word で、印刷用と編集用の文書も書き出します。",
        "request": "取引先に、未確認の点だけを尋ねる依頼書を作ります: 手紙、記入用ブック、署名用の主張の下書き。\n\n"
        "モデルのほかの内容は外に出しません。返送されたものは `sanso import` と `sanso inbox` で取り込みます。",
        "safety": "セキュリティとセーフティを併せて示します: 被害ごとのボウタイ図、数えられる防護、"
        "水準の下限の提案、競合。\n\n"
        "同じ経路・製造者・ソフトウェア・保守アクセスで無効にできる防護は、攻撃に対しては数えません。"
        "異なる規格の水準は同一視しません。",
        "serve": "Sanso をブラウザーで開きます。この端末からだけ使えます。Ctrl-C で終了し、データは失われません。\n\n"
        "環境変数 SANSO_DATABASE_URL と SANSO_ADDRESS を設定すると、組織向けのサーバーとして動きます。",
        "sectors": "モデルの分野がもたらすものを示します: ガイドライン、引き上げ・限定される対策要件、"
        "分野固有の項目とその状態。",
        "schemes": "ラベル・認証制度を示します: 評価者と付与者、日程、項目、他の制度で同じことを問う項目。\n\n"
        "ラベル間の承認関係は合意されたものだけを示し、つなげて使うことはしません。",
        "schema": "JSON Schema(2020-12)を出力します: モデル、診断、各コマンドの結果。\n\n"
        "常に JSON で出力します(--json を付けても同じです)。",
        "verify": "主張・提示・ラベルをオフラインで検証し、署名・権限・有効性・ログの四つを理由とともに示します。\n\n"
        "根拠にならないものがあれば終了コード 1 で終わります。--at を付けると、過去のどの日についても"
        "当時分かっていたことで答えます。中継の添え書きと派生主張は、同時に指定した主張と突き合わせます。"
        "--evidence で、リスト・主張・証明を一つのフォルダーで渡せます。ファイルも指定すると、それらを"
        "フォルダーのリストで検証します。",
        "share": "主張を受け渡します: 回答の一部だけを開示する、取引先の提示を中継する、"
        "充足するサプライヤーを数える。\n\n"
        "発行者の署名に署名し直すことはありません。中継は別の添え書きです。share derive は、サプライヤー自身の主張の"
        "ダイジェストを根拠に、何社が対策要件を満たすかを述べます。",
        "transcription": "計測・作動のつながりが信頼できるかを五つの問いで調べます: 何が求められ、"
        "何が申告されているか。\n\n"
        "本物の機器か、経路で改ざんされないか、正確で校正されているか、独立した情報と照らして妥当か、"
        "作動の結果を確認し安全な状態に移れるか。未申告は充足とは示しません。",
    }
)

_SHARED: Mapping[str, str] = MappingProxyType(
    {
        "as_json": "プログラム向けに JSON を出力します。",
        "attacker": "カタログにあるこの攻撃者による攻撃も計算します。",
        "at": "評価する日(例: 2026-04-01)。省略時は今日。",
        "catalogue": "独自のカタログファイル。書かれた項目が優先されます。",
        "choose": "代替のつながりのうち使うもの。繰り返し指定できます。",
        "evidence": "証跡フォルダー(主張・トラストリスト・失効情報)。何が証明されているかを示します。",
        "file": "モデルのファイル: YAML、または JSON Lines の表。",
        "help": "このヘルプを表示します。",
        "lang": "言語。省略時はロケールに従います。",
        "pins": "最初のトラストリストに署名しているべき鍵の拇印(サムプリント)。繰り返し指定できます。",
        "pkcs11_module": "--key のトークン(pkcs11:…)のライブラリー。省略時は SANSO_PKCS11_MODULE。",
        "svg": "図(SVG)の書き出し先。",
        "without": "除いて考えるもの: 主張(ID かダイジェスト)、発行者、ソシキ。繰り返し指定できます。",
        "worlds": "試行する年数。",
    }
)

_OWN: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("", "version"): "バージョンを表示します。",
        ("assess", "everything"): "行を省略せずすべて表示します。",
        ("assess", "fail_on"): "この状態かそれより悪い行(missing: 未実施、not-stated: 未申告、partial: 一部実施)、"
        "要求されているが証明されていない行(unproven)、またはこのカテゴリ以上の未対応"
        "(category-1 〜 category-4)があれば終了コード 1 で終わります。",
        ("assess", "junit"): "対策要件の行を JUnit XML でも書き出します。",
        ("assess", "sarif"): "指摘を SARIF 2.1.0 でも書き出します。",
        ("attack", "attacker"): "カタログにある攻撃者。",
        ("attack", "expand"): "母集団の個体を一つずつ区別します。",
        ("attack", "horizon"): "1回の攻撃が続く期間(例: 90d)。省略時は攻撃者の既定値。",
        ("attack", "paths"): "被害ごとに示す経路の数。",
        ("attack", "scheduler"): "計算を分担する Dask スケジューラーのアドレス。",
        ("attack", "seed"): "同じ値なら同じ結果になります。",
        ("attack", "with_"): "対策があると仮定します(例: CPS.AC-6@operator=advanced)。",
        ("attack", "without"): "このものがないと仮定します。繰り返し指定できます。",
        ("attack", "workers"): "計算を分担するプロセスの数。",
        ("attack", "svg"): "図(SVG)もこのフォルダーに書き出します。",
        ("catalogue", "ident"): "1件の記録。全項目を表示します。",
        ("catalogue", "kind"): "記録の種類。省略時は種類の一覧。",
        ("claim", "action"): "操作: key(鍵)、new(下書き)、sign(署名)、show(表示)、evidence(証跡)、export(書き出し)、"
        "import(取り込み)、trust(トラストリスト)、cosign(連署)、status(失効情報)。",
        ("claim", "algorithm"): "key: Ed25519 または ES256。",
        ("claim", "at"): "署名する日(例: 2026-04-01)。省略時は現在。",
        ("claim", "edition"): "new: 制度の版。省略時はカタログにある版。",
        ("claim", "evidence"): "new: 証跡のファイル。ダイジェストだけが入ります。繰り返し指定できます。",
        ("claim", "assessor"): "new: 確認した組織、またはその役割。",
        ("claim", "scope"): "new: 確認した範囲と除いた範囲。",
        ("claim", "sample"): "new: 確認した数(標本数)。",
        ("claim", "of"): "new: 全体の数(母数)。",
        ("claim", "coverage"): "new: 標本がどこまで及ぶか。",
        ("claim", "supersedes"): "new: この主張が置き換える署名済みの主張。繰り返し指定できます。",
        ("claim", "index"): "new: 失効情報の中の番号。省略時は無作為に選びます。",
        ("claim", "issuer"): "new・import・status: 署名者。トラストリストの ID。evidence: ファイルを作成した者。",
        (
            "claim",
            "key",
        ): "署名に使う秘密鍵。パスフレーズで保護されたファイルか、トークン内の鍵(pkcs11:token=…;object=…)。",
        (
            "claim",
            "method",
        ): "確認の方法、またはファイルの作成方法。document(文書)、test(試験)、inspection(検査)、audit(監査)、"
        "measurement(測定)。",
        ("claim", "to"): "export: 形式。cyclonedx(1.6)または cyclonedx-1.7。",
        ("claim", "tool"): "evidence: ファイルの作成に使った道具。",
        ("claim", "level"): "new: 対策の水準(basic、advanced、high-advanced)。",
        ("claim", "new"): "trust: 記入用のトラストリストを表示して終わります。",
        ("claim", "out"): "書き出し先。既にあるファイルは上書きしません。",
        ("claim", "passphrase_file"): "鍵のパスフレーズかトークンの PIN のファイル。省略時は SANSO_PASSPHRASE か、"
        "入力を求めます。",
        ("claim", "previous"): "trust: 新しい版の元になる、署名済みのトラストリスト。",
        ("claim", "requirement"): "new: 対策要件または制度の項目。繰り返し指定できます。",
        ("claim", "restore"): "status: 一時停止を解く主張の番号。",
        (
            "claim",
            "result",
        ): "new: 結果。met(充足)、partial(一部充足)、none(未実施)、not-applicable(適用外)。省略時は空欄。",
        ("claim", "scheme"): "new: 制度/水準。省略時はフレームワークそのもの。",
        ("claim", "status_list"): "new: 取り消しを示す失効情報。status: その名前。",
        ("claim", "subject"): "new: 主張の対象とする構成要素・製品・つながり。",
        ("claim", "suspension"): "status: 取消しではなく一時停止のリストにします。",
        ("claim", "valid_from"): "new: 有効期間の最初の日。省略時は署名した日。",
        ("claim", "valid_until"): "new・import・status: 有効期間の最後の日。",
        ("claim", "withdraw"): "status: 終わりにする主張の番号。繰り返し指定できます。",
        (
            "claim",
            "words",
        ): "new: モデルのファイル。sign: 下書き。show・export: 署名済みの主張。evidence: 証跡のファイル。"
        "import: CycloneDX の文書。trust: トラストリスト(YAML)。cosign: 署名済みのトラストリスト。"
        "status: 元の失効情報(最初はなし)。",
        ("compare-sectors", "element"): "構成要素の ID。通常は機器。",
        ("compare-sectors", "sectors"): "比べる分野。コンマ区切りで二つ以上。",
        ("demo", "attacker"): "レポートに含める攻撃者。省略時は例題に合うもの。none で含めません。",
        ("demo", "listing"): "例題の一覧を表示します。",
        ("demo", "name"): "例題の名前。省略時は bus-operation。",
        ("demo", "out"): "モデルと結果を置くフォルダー。省略時は out/例題名。",
        ("diff", "at"): "評価する日。2回指定すると、前の日と後の日。",
        ("diff", "choose_old"): "前の側で使う代替のつながり。",
        ("diff", "everything"): "行を省略せずすべて表示します。",
        ("diff", "fail_on"): "悪化したものがあれば終了コード 1 で終わります(worse)。",
        ("diff", "markdown"): "変更レビュー用に Markdown でも書き出します。",
        ("diff", "new"): "現在のモデルのファイル。省略時は前のファイルと同じ。",
        ("diff", "old"): "以前のモデルのファイル。",
        ("diff", "replace"): "後の側で置き換えるソシキ(旧=新)。繰り返し指定できます。",
        ("import", "apply"): "書き出します。省略時は確認のための表示だけです。",
        ("import", "file"): "台帳(.xlsx、.xlsm、.csv、.tsv)、または記入済みの対策要件ブック。",
        ("import", "into"): "書き出す、または更新するモデル。なければ作ります。",
        ("import", "kind"): "assets(資産)、suppliers(取引先)、network(接続)。省略時は見出しから判断します。",
        ("import", "mapping"): "列の対応表。ファイルがなければ案を書き出します。",
        ("import", "own"): "台帳を管理する組織の ID。省略時は own。",
        ("import", "prefer_ledger"): "台帳とモデルの双方で変更された値は、台帳の値を採ります。",
        ("import", "retire"): "台帳から消えたものを、この日で終わりにします。",
        ("import", "samples"): "見本の台帳をこのフォルダーに書き出して終わります。",
        ("import", "sheet"): "シート名。省略時は最初に当てはまるもの。",
        ("import", "skip_faults"): "誤りのある行を除き、ほかの行を取り込みます。",
        ("request", "asker"): "依頼元の組織の ID。省略時は手紙の差出人を空欄にします。",
        ("request", "due"): "回答期限。省略時は評価する日の60日後。",
        ("request", "evidence"): "証跡フォルダー。証明されていない点を尋ねます。省略時は申告されていない点。",
        ("request", "out"): "手紙と記入用ファイルを書き出すフォルダー。なければ作ります。",
        ("request", "pdf"): "letter.pdf も書き出します。",
        ("request", "pins"): "最初のトラストリストに署名しているべき鍵の拇印(サムプリント)。",
        ("request", "reason"): "理由をどこまで示すか: none(示さない)、category(カテゴリ)、harms(被害も)。",
        ("request", "supplier"): "依頼先の組織の ID。",
        ("inbox", "at"): "対象の日(その日の終わりの時点。例: 2026-04-01)。省略時は現在。",
        (
            "inbox",
            "files",
        ): "取引先から届いたもの: 提示、中継の添え書き、派生主張、失効情報。フォルダーも指定できます。",
        ("inbox", "into"): "根拠になるものを保管する証跡フォルダー。省略時は何も書き出しません。",
        ("inbox", "mapped"): "対象がモデルの何に当たるか。証跡フォルダーに記録します。",
        ("inbox", "model"): "自分のモデル。主張をその要素に対応付けます。",
        ("inbox", "pins"): "最初のトラストリストに署名しているべき鍵の拇印(サムプリント)。",
        ("inbox", "status"): "署名された失効情報。証跡フォルダーにあるものも使います。",
        ("inbox", "trust"): "トラストリスト。繰り返すときはすべての版。証跡フォルダーにあるものが先です。",
        ("iotssf", "out"): "成果物を書き出すフォルダー。なければ作ります。",
        ("iotssf", "pdf"): "PDF も書き出します。",
        ("label", "action"): "操作: reach(取得できるラベル)、issue(発行)、verify(検証)。",
        ("label", "address"): "issue: コードから開くページ(例: https://example.org/l)。短いほどよい。",
        ("label", "at"): "対象の日、または発行日(例: 2026-04-01)。省略時は今日。",
        ("label", "check"): "reach: 機器チェックのファイル。省略時はモデルの隣の ELEMENT.device-check.yaml。",
        ("label", "evidence"): "reach: 証跡のフォルダー。主張が証明する内容を反映します。",
        ("label", "everything"): "reach: 水準も項目も省略せずすべて表示します。",
        ("label", "key"): "issue: 主張に署名した秘密鍵。ファイルか、トークン内の鍵(pkcs11:token=…;object=…)。",
        ("label", "maker"): "verify: 製品の製造者だと分かっている発行者。",
        ("label", "model_number"): "issue: 製品の型番。",
        ("label", "new"): "reach: 記入用の機器チェックを書き出して終わります。",
        ("label", "number"): "issue: ラベルの番号。",
        ("label", "out"): "issue: 画像とコードを書き出すフォルダー。",
        ("label", "passphrase_file"): "鍵のパスフレーズかトークンの PIN のファイル。省略時は SANSO_PASSPHRASE か、"
        "入力を求めます。",
        ("label", "pins"): "verify・reach: 最初のトラストリストに署名しているべき鍵の拇印(サムプリント)。",
        ("label", "product"): "issue: 製品の名前。省略時は主張にある名前。",
        ("label", "product_ja"): "issue: 製品の日本語の名前。",
        ("label", "proof"): "verify: ラベルの元の主張がログにあることの証明。",
        ("label", "status"): "verify: 署名された失効情報。繰り返し指定できます。",
        ("label", "targets"): "reach: この水準(制度/水準)の計画を立てます。3回まで指定できます。",
        ("label", "trust"): "verify: トラストリスト。繰り返すときはすべての版(順不同)。",
        ("label", "words"): "reach: モデルのファイルと機器の ID。issue: 署名済みの主張のファイル。verify: ラベルの画像"
        "(SVG・PNG)かテキスト、または QR コードのアドレス。",
        ("ledger", "action"): "操作: init(作成)、append(記録)、checkpoint(署名)、prove(証明)、"
        "witness(連署)、audit(監査)。",
        ("ledger", "cose"): "prove: COSE 受領証(SCITT)として出力します。ログの鍵が必要です。",
        ("ledger", "files"): "append・prove: 記録の対象。checkpoint: 取り込む連署済みチェックポイント。audit: 以前に"
        "保管したチェックポイント。",
        ("ledger", "folder"): "ログのフォルダー、またはその複製。",
        ("ledger", "index"): "prove: エントリーの番号(0 から)。",
        ("ledger", "key"): "パスフレーズで保護された秘密鍵(Ed25519)か、トークン内の鍵(pkcs11:token=…;object=…)。"
        "init と witness では、ファイルがなければ作ります。",
        ("ledger", "kind"): "対象の種類: claim(主張)、withdrawal(取り消し)、trust-list、status-list。",
        ("ledger", "log_key"): "witness・audit: 別の経路で入手したログの鍵。",
        ("ledger", "name"): "init: ログの名前(例: log.example.org)。witness: ウィットネスの名前。",
        ("ledger", "out"): "チェックポイント・証明・受領証の書き出し先。",
        ("ledger", "passphrase_file"): "鍵のパスフレーズかトークンの PIN のファイル。省略時は SANSO_PASSPHRASE か、"
        "入力を求めます。",
        ("ledger", "store"): "witness・audit: 確認済みの内容と警報を保管するフォルダー。",
        ("new", "folder"): "新しいモデルのフォルダー。なければ作ります。",
        ("new", "sector"): "この分野のひな形で始めます。",
        ("perspectives", "everything"): "対象も組み合わせも省略せずすべて表示します。",
        ("perspectives", "subject"): "このモノ・システム・ソシキだけを表示します。",
        ("schemes", "ident"): "一つの制度(例: jp.jc-star)。省略時はすべて。",
        ("sectors", "everything"): "行を省略せずすべて表示します。",
        ("serve", "data"): "データの保存先フォルダー。省略時は利用者のデータフォルダー。",
        ("serve", "file"): "開くモデルのファイル。変更はこのファイルに書き戻します。省略時はサンプル。",
        ("serve", "host"): "サーバーが待ち受けるアドレス。省略時はループバック。",
        ("serve", "labels"): "ラベルの確認ページ(/l)が照合に使う、trust/ と status/ のあるフォルダー(SANSO_LABELS)。",
        ("serve", "log"): "/log で誰にでも公開するログのフォルダー(SANSO_LOG)。",
        ("serve", "no_browser"): "ブラウザーを開きません。",
        ("serve", "port"): "待ち受けるポート番号。",
        ("serve", "workers"): "サーバーのプロセス数(SANSO_DATABASE_URL を設定した場合)。",
        ("share", "at"): "署名する日(例: 2026-04-01)。省略時は現在。",
        ("share", "disclose"): "開示する回答。ほかはすべて隠します。繰り返し指定できます。",
        ("share", "hide"): "隠す回答。繰り返し指定できます。",
        ("share", "issuer"): "中継・derive: 自分の ID(トラストリストでの名前)。",
        ("share", "key"): "中継・derive: 自分の秘密鍵。パスフレーズで保護されたもの。",
        ("share", "no_evidence"): "証跡も隠します。省略時はダイジェストを開示します。",
        ("share", "of"): "derive: サプライヤーの総数。省略時はファイルの数。",
        ("share", "out"): "書き出し先。既にあるファイルは上書きしません。",
        ("share", "passphrase_file"): "鍵のパスフレーズのファイル。省略時は SANSO_PASSPHRASE か、入力を求めます。",
        ("share", "pins"): "derive: 最初のトラストリストに署名した鍵の拇印(サムプリント)。",
        ("share", "relay"): "変更せずにこの相手へ渡したという添え書きにも署名します。",
        ("share", "requirement"): "derive: サプライヤーが満たす対策要件。",
        ("share", "show"): "渡せるものを表示し、何も書き出しません。",
        ("share", "status"): "derive: 署名された失効情報。繰り返し指定できます。",
        ("share", "trust"): "derive: 先にファイルを検証するためのトラストリスト。",
        ("share", "words"): "渡す署名済みの主張・提示。derive の後には、サプライヤーの提示。",
        ("transcription", "everything"): "つながりも理由も省略せずすべて表示します。",
        ("verify", "at"): "対象の日(その日の終わりの時点。例: 2026-04-01)。省略時は現在。",
        ("verify", "files"): "署名済みの主張、その提示、ラベル、中継の添え書き、派生主張、証跡のステートメント。",
        ("verify", "kept"): "証跡ファイルのフォルダー。あるか、同じ内容かを確かめます。",
        ("verify", "maker"): "製品の製造者だと分かっている発行者。",
        ("verify", "model"): "自分のモデル: 対象が誰のものか、どの版を使っているか。",
        ("verify", "proof"): "主張がログにあることの証明、または受領証。ファイルごとに一つ、同じ順に指定します。",
        ("verify", "status"): "署名された失効情報。繰り返し指定できます(順序は問いません)。",
        ("verify", "trust"): "トラストリスト。繰り返すときはすべての版(順不同)。",
        (
            "transcription",
            "fail_on",
        ): "未充足の点(finding)、またはこのカテゴリ以上の未充足(category-1 〜 category-4)があれば"
        "終了コード 1 で終わります。",
        ("safety", "fail_on"): "競合(conflict)、申告値の矛盾(contradiction)、下限に届かない安全機能(below)があれば"
        "終了コード 1 で終わります。繰り返し指定できます。",
        ("safety", "harm"): "示す被害。省略時はすべて。繰り返し指定できます。",
        ("safety", "svg"): "一つの被害のボウタイ図(SVG)の書き出し先。--harm で被害を指定します。",
        ("layers", "out"): "図の書き出し先: 名前の末尾により .svg・.png・.pdf。",
        ("map", "out"): "図の書き出し先: 名前の末尾により .svg・.png・.pdf。",
        ("map", "view"): "描くもの: IoT-SSF の図(map)、または要求・申告・証明の対比(trust-gap)。",
        ("report", "out"): "書き出し先のフォルダー。なければ作ります。",
        ("report", "pdf"): "report.pdf も書き出します(タグ付き、長期保存・アクセシビリティ対応)。",
        ("report", "word"): "Word で編集できる report.docx も書き出します。",
        (
            "schema",
            "kind",
        ): "model(モデル)、diagnostics(診断)、または結果の種類(assessment、attack、iotssf など)。省略時は model。",
    }
)


def command(name: str) -> str | None:
    """Return the help of the command called *name*; the empty name is Sanso itself."""
    return _COMMANDS.get(name)


def parameter(name: str, parameter_name: str) -> str | None:
    """Return the help of an option or argument of the command called *name*."""
    return _OWN.get((name, parameter_name)) or _SHARED.get(parameter_name)
