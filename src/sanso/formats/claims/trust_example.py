"""A trust list to fill in, explained in both languages."""

from __future__ import annotations

import datetime as dt

__all__ = ["trust_example"]

_EXAMPLE = """\
# Trust list: whose word counts for what. Sign it: sanso claim trust FILE --key ROOT-KEY --out trust.json
# トラストリスト: 誰の主張を何の根拠とするか。署名: sanso claim trust ファイル --key ルート鍵 --out trust.json
sanso_trust_list: 1
expires: {expires}  # last day; verdicts need a newer list after it / 最終日。以後は新しい版が必要です
# Who signs this list, and how many of them it takes.
# このリストに署名する鍵と、必要な署名の数。
root:
  threshold: 1
  keys: [root.pub.json]
# Issuers with their keys. Without accreditation somebody speaks only of itself and its own (self-declaration).
# 発行者と鍵。認定がなければ、自らと自らのものについての自己宣言だけができます。
issuers:
  - id: maker
    name: Maker Ltd.
    keys: [{{file: maker.pub.json, from: {today}}}]
  - id: lab
    name: {{en: Test Laboratory, ja: 試験所}}
    keys: [{{file: lab.pub.json, from: {today}}}]
    # basis: self-declaration, third-party, public-certification; items: a star stands for any ending.
    # basis: self-declaration(自己宣言)、third-party(第三者確認)、public-certification(公的認証)。
    # items の * は任意の末尾。
    accreditations:
      - {{scheme: cpsf, basis: third-party, items: [CPS.DS-*], from: {today}, appointed_by: agency}}
# How each level of a scheme is evaluated; '*' stands for every other level. The lower of both counts.
# 制度の水準ごとの評価方法。'*' はその他の水準。認定と評価方法の低い方で数えます。
schemes:
  - {{id: cpsf, edition: '1.0', levels: {{'*': third-party}}, from: 2019-04-18}}
# Logs and witnesses as `sanso ledger` prints their keys, and how many witnesses must have cosigned.
# ログとウィットネスの鍵(`sanso ledger` の表示のまま)と、必要な連署の数。
logs: []
witnesses: []
quorum: 0
# Who signs which status list. / 失効情報とその署名者。
status_lists:
  - {{id: 'https://status.example/lab', issuer: lab}}
"""


def trust_example(today: dt.date) -> str:
    """Return a trust list to fill in, as of *today* and for a year."""
    return _EXAMPLE.format(today=today.isoformat(), expires=(today + dt.timedelta(days=365)).isoformat())
