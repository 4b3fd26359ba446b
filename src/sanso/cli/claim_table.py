"""What ``sanso claim`` can do: every action with what it takes, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sanso.cli.actions import Action

__all__ = ["CLAIM_ACTIONS"]

_SIGNING: Final = ("--key", "--passphrase-file", "--pkcs11-module")
_SIGNER: Final = ("Who signs, as the trust list names it.", "署名者。トラストリストの ID。")

CLAIM_ACTIONS: Final[Mapping[str, Action]] = MappingProxyType(
    {
        "key": Action(
            ("Make a key under a passphrase, with its public part beside it.", "鍵と、その公開部分を作ります。"),
            "--out KEY.pem",
            "sanso claim key --out lab.pem",
            frozenset({"--algorithm", "--out", "--passphrase-file"}),
        ),
        "new": Action(
            ("Draft a claim about something of a model, to fill in and sign.", "モデルから主張を下書きします。"),
            "FILE --subject ID --requirement ID --issuer ID --valid-until DATE --out DRAFT.yaml",
            "sanso claim new model.yaml --subject gateway --requirement CPS.DS-10 --issuer lab "
            "--valid-until 2027-10-31 --out draft.yaml",
            frozenset(
                {
                    "--subject",
                    "--requirement",
                    "--scheme",
                    "--edition",
                    "--issuer",
                    "--level",
                    "--result",
                    "--valid-from",
                    "--valid-until",
                    "--evidence",
                    "--method",
                    "--sample",
                    "--of",
                    "--coverage",
                    "--assessor",
                    "--scope",
                    "--supersedes",
                    "--status-list",
                    "--index",
                    "--out",
                    "--catalogue",
                }
            ),
            ("FILE", ("Model file.", "モデルのファイル。")),
            1,
            1,
            {
                "--issuer": _SIGNER,
                "--status-list": ("List in which a withdrawal would show.", "取り消しを示す失効情報。"),
            },
        ),
        "sign": Action(
            ("Sign a draft that is filled in.", "記入済みの下書きに署名します。"),
            "DRAFT.yaml --key KEY.pem --out CLAIM",
            "sanso claim sign draft.yaml --key lab.pem --out gateway.claim",
            frozenset({*_SIGNING, "--at", "--catalogue", "--out"}),
            ("DRAFT.yaml", ("Draft.", "下書き。")),
            1,
            1,
        ),
        "show": Action(
            ("Print what a signed claim says; nothing is verified.", "署名済みの主張の内容を、検証せずに表示します。"),
            "CLAIM",
            "sanso claim show gateway.claim",
            frozenset(),
            ("CLAIM", ("Signed claim.", "署名済みの主張。")),
            1,
            1,
        ),
        "evidence": Action(
            ("Sign who made files of evidence, how and when.", "証跡のファイルがどう作られたかに署名します。"),
            "FILE... --issuer ID --method METHOD --key KEY.pem --out FILE.intoto.json",
            "sanso claim evidence report.pdf --issuer lab --method test --key lab.pem --out report.intoto.json",
            frozenset({*_SIGNING, "--issuer", "--method", "--tool", "--at", "--out"}),
            (
                "FILE...",
                ("Files; only their digests are signed.", "ファイル。署名するのはダイジェストだけです。"),
            ),
            1,
            1000,
            {"--issuer": ("Who made the files.", "ファイルを作成した者。")},
        ),
        "export": Action(
            ("Write signed claims as CycloneDX declarations.", "署名済みの主張を CycloneDX の宣言として書き出します。"),
            "CLAIM... --format cyclonedx --out BOM.json",
            "sanso claim export gateway.claim --format cyclonedx --out bom.json",
            frozenset({"--format", "--catalogue", "--out"}),
            ("CLAIM...", ("Signed claims.", "署名済みの主張。")),
            1,
            10000,
        ),
        "import": Action(
            ("Make drafts of CycloneDX declarations.", "CycloneDX の宣言を主張の下書きにします。"),
            "BOM.json --out DRAFT.yaml",
            "sanso claim import bom.json --issuer lab --valid-until 2027-10-31 --out draft.yaml",
            frozenset({"--issuer", "--valid-until", "--catalogue", "--out"}),
            ("BOM.json", ("CycloneDX document.", "CycloneDX の文書。")),
            1,
            1,
            {"--issuer": _SIGNER},
        ),
        "trust": Action(
            ("Sign a trust list: who may confirm what.", "誰が何を確認できるか(トラストリスト)に署名します。"),
            "FILE.yaml --key ROOT.pem --out trust.json",
            "sanso claim trust trust.yaml --key root.pem --out trust.json",
            frozenset({*_SIGNING, "--new", "--previous", "--at", "--out"}),
            (
                "FILE.yaml",
                (
                    "Trust list in YAML; --new prints one to fill in.",
                    "トラストリスト(YAML)。記入用は --new で表示できます。",
                ),
            ),
            0,
            1,
        ),
        "cosign": Action(
            ("Add your signature to a signed trust list.", "署名済みのトラストリストに連署します。"),
            "trust.json --key ROOT2.pem --out signed.json",
            "sanso claim cosign trust.json --key root2.pem --out signed.json",
            frozenset({*_SIGNING, "--out"}),
            ("trust.json", ("Signed trust list.", "署名済みのトラストリスト。")),
            1,
            1,
        ),
        "status": Action(
            ("Sign which claims are withdrawn or suspended.", "どの主張が取消し・一時停止されたかに署名します。"),
            "[OLDER] --status-list ID --issuer ID --key KEY.pem --out STATUS",
            "sanso claim status --status-list https://status.example/lab --issuer lab --key lab.pem --out status.jwt",
            frozenset(
                {
                    "--status-list",
                    "--issuer",
                    "--suspension",
                    "--withdraw",
                    "--restore",
                    "--valid-until",
                    *_SIGNING,
                    "--at",
                    "--out",
                }
            ),
            ("OLDER", ("List to go on from; none for the first.", "元の失効情報。最初はなし。")),
            0,
            1,
            {
                "--issuer": _SIGNER,
                "--status-list": ("Name of the first list.", "最初の失効情報の名前。"),
            },
        ),
    }
)
"""By name, in the order in which one needs them."""
