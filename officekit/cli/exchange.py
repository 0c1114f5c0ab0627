"""The commands of the exchange with departments: ``split``, ``collect``, ``status``, ``undo``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from officekit import workflows
from officekit.cli.findings_text import counts_text, show_findings
from officekit.cli.json_output import dump, findings_data
from officekit.cli.progress import shown_progress
from officekit.config import Config
from officekit.errors import ExitCode
from officekit.model.finding import Finding
from officekit.model.merging import MergeResult
from officekit.model.return_report import ReturnReport
from officekit.model.submission import Receipt
from officekit.workflows import Collected

_SHOWN = 20


def split(options: Namespace) -> int:
    """``officekit split``: one workbook for each unit."""
    with shown_progress() as progress:
        issued = workflows.split(
            options.file,
            options.output,
            period=options.period or "",
            due=options.due or "",
            letters=options.letters,
            new_version=options.new_version,
            register=options.register,
            config=Config.from_environment(),
            progress=progress,
        )
    round_ = issued.round
    if options.json:
        data = {
            "format": 1,
            "period": round_.period.text,
            "version": round_.version,
            "due": round_.due or None,
            "changed": list(issued.changed),
            "packets": [
                {
                    "unit": packet.unit,
                    "file": str(issued.files[packet.unit]),
                    "letter": str(issued.letters[packet.unit]) if issued.letters else None,
                    "tasks": len(packet.rows),
                }
                for packet in round_.packets
            ],
            "findings": findings_data(issued.findings),
        }
        print(dump(data))
        return ExitCode.DONE
    which = f"{round_.period.text}第{round_.version}版"
    if issued.again:
        _say(f"{which}已在{round_.issued_at[:10]}下发过，内容没有变化；缺少的文件已补齐。")
    _say(f"已拆分{which}：{len(round_.packets)}个单位，文件夹“{issued.folder}”。")
    if issued.what_still_counts:
        _say(issued.what_still_counts)
    if round_.due:
        _say(f"报送截止日期：{round_.due}。")
    _say_findings(issued.findings)
    _say("请把各单位的工作簿发给它们；收回后放进一个文件夹，用“officekit collect”汇总。")
    return ExitCode.DONE


def collect(options: Namespace) -> int:
    """``officekit collect``: returned workbooks, validated and merged."""
    with shown_progress() as progress:
        collected = workflows.collect(
            options.paths,
            options.matrix,
            options.output,
            period=options.period or "",
            decisions=options.decisions,
            letters=not options.no_letters,
            overwrite=options.overwrite,
            register=options.register,
            config=Config.from_environment(),
            progress=progress,
        )
    return _tell(collected, as_json=options.json)


def undo(options: Namespace) -> int:
    """``officekit undo``: a collecting run taken back."""
    with shown_progress() as progress:
        collected = workflows.undo_collect(
            options.matrix,
            options.output,
            number=options.run,
            overwrite=options.overwrite,
            register=options.register,
            config=Config.from_environment(),
            progress=progress,
        )
    return _tell(collected, as_json=options.json)


def status(options: Namespace) -> int:
    """``officekit status``: who has returned, late, stale, twice, not at all."""
    report = workflows.return_status(
        options.matrix,
        period=options.period or "",
        report=options.output,
        overwrite=options.overwrite,
        register=options.register,
        config=Config.from_environment(),
    )
    if options.json:
        print(dump({"format": 1, **_report_data(report)}))
        return ExitCode.DONE
    show_receipts(report.receipts)
    _say(f"{report.period.text}第{report.version}版：{report.summary}")
    if options.output:
        _say(f"报送情况：{options.output}")
    return ExitCode.DONE


def _tell(collected: Collected, *, as_json: bool) -> int:
    collection, report, result = collected.collection, collected.report, collected.collection.result
    findings = (*collection.all_findings, *collected.findings)
    if as_json:
        data = {
            "format": 1,
            "run": collection.run,
            "output": str(collected.output),
            "report": str(collected.report_file),
            "replies": [str(path) for path in (*collected.replies, *collected.letters)],
            "taken": len(collection.taken),
            "known": collection.known,
            "merged": [
                {
                    "row_key": value.row_key,
                    "column": value.column,
                    "before": value.before,
                    "after": value.after,
                    "sources": [
                        {"unit": o.unit, "file": o.file, "sheet": o.sheet, "cell": o.cell}
                        for o in value.origins
                    ],
                }
                for value in result.values
            ],
            **_report_data(report),
            "findings": findings_data(findings),
        }
        print(dump(data))
    else:
        show_findings(findings, {row.key: row for row in collection.matrix.rows})
        _say(
            f"第{collection.run}次：新收{len(collection.taken)}份，"
            f"以前收过{collection.known}份，本工具自己的文件{collection.own}份。"
        )
        _say(f"{report.period.text}第{report.version}版：{report.summary}")
        _say(f"填报内容：{counted_answers(result)}；责任清单改动{len(result.values)}处。")
        if result.conflicts:
            _say(f"有{len(result.conflicts)}处冲突要由您决定，见报送情况的“报送冲突”。")
        _say(f"问题：{counts_text(findings)}。")
        _say(f"汇总后的责任矩阵：{collected.output}")
        _say(f"报送情况：{collected.report_file}")
        if collected.replies:
            _say(f"退回意见{len(collected.replies)}份：{collected.replies[0].parent}")
    return ExitCode.FINDINGS if collection.has_errors else ExitCode.DONE


def _report_data(report: ReturnReport) -> dict[str, Any]:
    return {
        "period": report.period.text,
        "version": report.version,
        "due": report.due or None,
        "summary": report.summary,
        "units": [
            {
                "unit": receipt.unit,
                "states": [state.value for state in receipt.states],
                "tasks": receipt.tasks,
                "answered": receipt.answered,
                "errors": receipt.errors,
                "warnings": receipt.warnings,
                "files": list(receipt.files),
                "received_at": receipt.received_at or None,
                "note": receipt.note,
            }
            for receipt in report.receipts
        ],
        "conflicts": [
            {
                "key": conflict.key,
                "kind": conflict.kind.value,
                "row_key": conflict.row_key or None,
                "column": conflict.column or None,
                "label": conflict.label,
                "candidates": [
                    {"key": c.key, "text": c.text, "unit": c.origin.unit or None}
                    for c in conflict.candidates
                ],
                "decided": list(report.decisions[conflict.key])
                if conflict.key in report.decisions
                else None,
            }
            for conflict in report.conflicts
        ],
        "accounts": [
            {
                "unit": account.unit,
                "file": account.file,
                "cells": account.ledger.cells,
                "rows": account.ledger.rows,
                "answers": account.ledger.answers,
                "extra": account.ledger.extra,
                "remarks": account.ledger.remarks,
                "merged": account.merged,
                "kept": account.kept,
                "refused": account.refused,
                "replaced": account.replaced,
            }
            for account in report.accounts
        ],
    }


def counted_answers(result: MergeResult) -> str:
    """What became of the answers, in numbers."""
    told = f"并入{result.merged}处，另存待定{result.kept}处，退回{result.refused}处"
    return told + (f"，被更正代替{result.replaced}处" if result.replaced else "")


def show_receipts(receipts: Sequence[Receipt]) -> None:
    """Write the receipts to standard output: a table on a terminal, plain lines elsewhere."""
    heads = ("单位", "情况", "任务", "已填", "错误", "文件", "下一步")
    lines = [
        (
            receipt.unit,
            "、".join(state.value for state in receipt.states),
            str(receipt.tasks),
            str(receipt.answered),
            str(receipt.errors),
            "；".join(Path(name).name for name in receipt.files),
            receipt.note,
        )
        for receipt in receipts
    ]
    if not sys.stdout.isatty():
        for line in (heads, *lines):
            print("\t".join(line))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for head in heads:
        table.add_column(head)
    for line in lines:
        table.add_row(*line)
    Console().print(table)


def _say_findings(findings: Sequence[Finding]) -> None:
    for finding in findings[:_SHOWN]:
        _say(f"{finding.severity.label} {finding.code} {finding.message}")
        _say(f"    {finding.hint}")
    if len(findings) > _SHOWN:
        _say(f"另有{len(findings) - _SHOWN}条没有列出；加 --json 可得到全部。")


def _say(text: str) -> None:
    print(text, file=sys.stderr)
