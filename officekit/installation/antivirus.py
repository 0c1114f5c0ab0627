"""Rules of Microsoft Defender that keep Excel from starting Python (attack surface reduction)."""

from __future__ import annotations

from officekit.installation.machine import Machine
from officekit.installation.verdict import Verdict, fault, ok, warning

_RULES = {
    "d4f940ab-401b-4efc-aadc-ad5f3c50688a": "阻止 Office 程序启动其他程序",
    "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": "阻止 Office 宏调用系统接口",
}
_GUARD = r"Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
_KEYS = (rf"HKLM\SOFTWARE\Policies\{_GUARD}", rf"HKLM\SOFTWARE\{_GUARD}")
_MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_BLOCK, _AUDIT, _WARN = "1", "2", "6"


def examine_defender(machine: Machine) -> Verdict:
    """Whether a rule of Defender blocks what a button does, asks first, or only notes it."""
    actions = {name: _actions(machine, rule) for rule, name in _RULES.items()}
    blocking = [name for name, found in actions.items() if _BLOCK in found]
    asking = [name for name, found in actions.items() if _WARN in found]
    noting = [name for name, found in actions.items() if _AUDIT in found]
    if blocking:
        rules = "、".join(rule for rule, name in _RULES.items() if name in blocking)
        return fault(
            f"Defender 的规则“{'”“'.join(blocking)}”正在阻止，按钮不能用。",
            f"请把规则编号 {rules} 告诉信息部门，请其为 Excel 和 {machine.runtime} 设排除项；"
            "在此之前，请把文件拖到 officekit.bat 上办理。",
        )
    if asking:
        return warning(
            f"Defender 的规则“{'”“'.join(asking)}”设为先询问，按按钮时可能弹出提示。",
            "出现“已阻止”的提示时，点“取消阻止”；没有这个选择的，请联系信息部门。",
        )
    if noting:
        return ok(f"规则“{'”“'.join(noting)}”只作记录，不影响使用")
    return ok("没有阻止 Office 启动程序的规则")


def _actions(machine: Machine, rule: str) -> set[str]:
    """What is set for a rule: by the group policy, on this computer, by a management service."""
    found = {machine.registry_value(key, rule) for key in _KEYS}
    managed = machine.registry_text(_MANAGED, "ASRRules").casefold()
    pairs = (pair.partition("=") for pair in managed.replace("{", "").replace("}", "").split("|"))
    found |= {action.strip() for name, _, action in pairs if name.strip() == rule}
    return {str(action) for action in found if action is not None}
