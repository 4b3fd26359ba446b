"""Evidence of workspaces, and drafts of claims that are handed to whoever examines them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID, _DIGEST = sa.String(length=32), sa.String(length=64)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _evidence()
    _examiners()
    _examinations()
    _steps()


def downgrade() -> None:
    """Take the tables away."""
    for table in ("examination_step", "examination", "examiner_code", "trust_pin", "evidence_change"):
        op.drop_table(table)


def _evidence() -> None:
    """Make what was put into the evidence, and the keys that trust lists must be signed with."""
    op.create_table(
        "evidence_change",
        sa.Column("workspace", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("blob", _DIGEST, nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("account", _ID, nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("previous", _DIGEST, nullable=False),
        sa.Column("hash", _DIGEST, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_evidence_change_account"),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name="fk_evidence_change_workspace", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "blob"],
            ["blob.workspace", "blob.digest"],
            name="fk_evidence_change_workspace_blob",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "seq", name="pk_evidence_change"),
    )
    op.create_table(
        "trust_pin",
        sa.Column("workspace", _ID, nullable=False),
        sa.Column("thumbprint", sa.String(length=64), nullable=False),
        sa.Column("account", _ID, nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_trust_pin_account"),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_trust_pin_workspace", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace", "thumbprint", name="pk_trust_pin"),
    )


def _examiners() -> None:
    """Make the codes by which organizations are handed drafts."""
    op.create_table(
        "examiner_code",
        sa.Column("organization", _ID, nullable=False),
        sa.Column("digest", _DIGEST, nullable=False),
        sa.Column("created_by", _ID, nullable=True),
        sa.Column("created", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name="fk_examiner_code_created_by"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name="fk_examiner_code_organization", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("organization", name="pk_examiner_code"),
        sa.UniqueConstraint("digest", name="uq_examiner_code_digest"),
    )


def _examinations() -> None:
    """Make the queue of drafts."""
    op.create_table(
        "examination",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace", _ID, nullable=False),
        sa.Column("organization", _ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("draft", _DIGEST, nullable=False),
        sa.Column("claim", _DIGEST, nullable=True),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("changed", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_examination_workspace", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization"], ["organization.id"], name="fk_examination_organization", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "draft"],
            ["blob.workspace", "blob.digest"],
            name="fk_examination_workspace_draft",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "claim"],
            ["blob.workspace", "blob.digest"],
            name="fk_examination_workspace_claim",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_examination"),
    )
    op.create_index("ix_examination_workspace", "examination", ["workspace"], unique=False)
    op.create_index("ix_examination_organization", "examination", ["organization"], unique=False)


def _steps() -> None:
    """Make the history of the queue."""
    op.create_table(
        "examination_step",
        sa.Column("examination", _ID, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("draft", _DIGEST, nullable=False),
        sa.Column("account", _ID, nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("organization", _ID, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_examination_step_account"),
        sa.ForeignKeyConstraint(
            ["examination"], ["examination.id"], name="fk_examination_step_examination", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organization"], ["organization.id"], name="fk_examination_step_organization"),
        sa.PrimaryKeyConstraint("examination", "seq", name="pk_examination_step"),
    )
