@echo off
rem Opens the menu of officekit; files dropped onto this file are worked on.
rem Explorer leaves names without spaces unquoted, so arguments break at an ampersand:
rem the whole command line goes to Python, which splits it (officekit\cli\dropped.py).
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHONHOME="
set "PYTHONPATH="
if not defined LOCALAPPDATA set "LOCALAPPDATA=%USERPROFILE%\AppData\Local"
set "PYTHON=%LOCALAPPDATA%\officekit\runtime\Scripts\python.exe"
set "OFFICEKIT_COMMAND_LINE="
setlocal EnableDelayedExpansion
set "LINE=!CMDCMDLINE!"
if not defined LINE goto typed
if "!LINE:officekit.bat=!"=="!LINE!" goto typed
set "OFFICEKIT_COMMAND_LINE=!LINE!"
if not exist "!PYTHON!" goto missing
"!PYTHON!" -m officekit menu
if not "!errorlevel!"=="0" if not "!OFFICEKIT_QUIET!"=="1" pause
rem Ends the whole cmd: it may hold the rest of a name for a second command.
exit !errorlevel!

:typed
setlocal DisableDelayedExpansion
if not exist "%PYTHON%" goto missing
"%PYTHON%" -m officekit menu %*
exit /b %errorlevel%

:missing
setlocal DisableDelayedExpansion
set "TEXTS=%HERE%installer\messages"
chcp 936 >nul
if exist "%TEXTS%\not-installed.txt" type "%TEXTS%\not-installed.txt"
if not defined OFFICEKIT_COMMAND_LINE exit /b 2
if not "%OFFICEKIT_QUIET%"=="1" pause
exit 2
