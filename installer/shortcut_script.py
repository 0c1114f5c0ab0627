"""Makes one desktop shortcut; run by the runtime's Python, which has pywin32.

``python shortcut_script.py LINK TARGET ARGUMENTS FOLDER DESCRIPTION``
"""

import sys


def main(arguments: list[str]) -> int:
    """Make the shortcut through the shell's own interface, which takes any character."""
    link, target, options, folder, description = arguments
    if sys.platform == "win32":
        import pythoncom
        from win32com.shell import shell

        shortcut = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        shortcut.SetPath(target)
        shortcut.SetArguments(options)
        shortcut.SetWorkingDirectory(folder)
        shortcut.SetDescription(description)
        shortcut.QueryInterface(pythoncom.IID_IPersistFile).Save(link, True)
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
