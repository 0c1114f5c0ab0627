@echo off
rem Removes officekit; keeps the clerk's own documents and settings unless /all is given.
rem The runtime is set aside first: that fails while Excel uses it, and then nothing is changed.
rem OFFICEKIT_QUIET=1: no pause at the end.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHONHOME="
set "PYTHONPATH="
set "CODE=0"
set "SCOPE="
if /i "%~1"=="/all" set "SCOPE=/all"
if not defined LOCALAPPDATA set "LOCALAPPDATA=%USERPROFILE%\AppData\Local"
set "ROOT=%LOCALAPPDATA%\officekit"
set "SCRIPT=%HERE%installer\remove.py"
set "TEXTS=%HERE%installer\messages"
if exist "%SCRIPT%" goto prepare
set "SCRIPT=%ROOT%\installer\remove.py"
set "TEXTS=%ROOT%\installer\messages"

:prepare
cd /d "%SystemRoot%"
if not exist "%ROOT%\" goto nothing
if not exist "%ROOT%\runtime\" goto search
cd /d "%ROOT%\runtime"
for %%F in (xlwings*.dll) do call :busy "%%F"
if exist Scripts\python.exe cd Scripts
for %%F in (python*.exe xlwings*.dll) do call :busy "%%F"
cd /d "%SystemRoot%"
if "%CODE%"=="2" goto locked
if exist "%ROOT%\runtime.gone\" rmdir /s /q "%ROOT%\runtime.gone"
ren "%ROOT%\runtime" runtime.gone >nul 2>nul
if exist "%ROOT%\runtime\" goto locked

:search
if not exist "%SCRIPT%" goto bare
set "CHECK=import sys; sys.exit(0 if sys.version_info>=(3,11) else 1)"
set "CODE=2"
set FOUND="%ROOT%\runtime.gone\Scripts\python.exe"
call :try
if "%CODE%"=="0" goto run
set FOUND="%HERE%python\python.exe"
call :try
if "%CODE%"=="0" goto run
set FOUND=py -3
call :try
if "%CODE%"=="0" goto run
set FOUND=python
call :try
if "%CODE%"=="0" goto run
goto bare

:run
%FOUND% "%SCRIPT%" %SCOPE%
set "CODE=%errorlevel%"
if "%CODE%"=="0" goto finish
if exist "%ROOT%\runtime.gone\" ren "%ROOT%\runtime.gone" runtime >nul 2>nul
goto end

:busy
rem What is running or loaded can't be written over; its own content is written: nothing changes.
copy /b /y "%~1" "%~1.copy" >nul 2>nul
copy /b /y "%~1.copy" "%~1" >nul 2>nul
if errorlevel 1 set "CODE=2"
del /q "%~1.copy" >nul 2>nul
goto :eof

:try
%FOUND% -c "%CHECK%" >nul 2>nul
if "%errorlevel%"=="0" set "CODE=0"
goto :eof

:bare
rem No Python is left that could compare documents with what was installed: they all stay.
set "CODE=0"
chcp 936 >nul
if exist "%TEXTS%\removed-without-python.txt" type "%TEXTS%\removed-without-python.txt"
for %%D in (logs undo installer runtime.new runtime.old) do if exist "%ROOT%\%%D\" rmdir /s /q "%ROOT%\%%D"
for %%F in (installed.json install.lock officekit.bat) do if exist "%ROOT%\%%F" del /q "%ROOT%\%%F"
goto finish

:locked
set "CODE=2"
chcp 936 >nul
type "%TEXTS%\locked.txt"
goto end

:nothing
set "CODE=0"
chcp 936 >nul
type "%TEXTS%\nothing-installed.txt"
goto end

:finish
call :wait
rem One line: this file may be the one that goes.
if exist "%ROOT%\runtime.gone\" rmdir /s /q "%ROOT%\runtime.gone"
(if exist "%ROOT%\uninstall.bat" del /q "%ROOT%\uninstall.bat") & rmdir "%ROOT%" >nul 2>nul & exit /b 0

:end
call :wait
exit /b %CODE%

:wait
if "%OFFICEKIT_QUIET%"=="1" goto :eof
setlocal EnableDelayedExpansion
set "LINE=!CMDCMDLINE!"
if not defined LINE goto :eof
if "!LINE:uninstall.bat=!"=="!LINE!" goto :eof
pause
goto :eof
