"""The ribbon tab: customUI14.xml made from the table of buttons ([MS-CUSTOMUI2])."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from officekit.excel.buttons import BUTTONS, GROUPS, TAB_LABEL, Button, Group

PART = "customUI/customUI14.xml"
NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


def ribbon_xml(buttons: Sequence[Button] = BUTTONS, groups: Sequence[Group] = GROUPS) -> bytes:
    """The part ``customUI/customUI14.xml``; groups without buttons are left out."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<customUI xmlns="{NAMESPACE}">',
        '  <ribbon startFromScratch="false">',
        "    <tabs>",
        f'      <tab id="okTab" label={quoteattr(TAB_LABEL)} keytip="Y1" insertAfterMso="TabHome">',
    ]
    for group in groups:
        own = [each for each in buttons if each.group == group.name]
        if own:
            lines.append(
                f'        <group id="okGroup_{group.name}" label={quoteattr(group.label)}>'
            )
            lines += [_button(each) for each in own]
            lines.append("        </group>")
    lines += ["      </tab>", "    </tabs>", "  </ribbon>", "</customUI>", ""]
    return "\n".join(lines).encode()


def _button(each: Button) -> str:
    attributes = {
        "id": f"okButton_{each.name}",
        "label": each.label,
        "size": "large" if each.large else "normal",
        "imageMso": each.icon,
        "onAction": each.callback,
        "screentip": each.tip,
        "supertip": each.help,
        "keytip": each.key,
    }
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"          <button {written}/>"
