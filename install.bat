@echo off
rem Installs officekit for the current user; needs no administrator rights.
rem Finds a Python (the bundled one first) and hands over to installer\setup.py.
rem OFFICEKIT_QUIET=1: no pause at the end.
setlocal DisableDelayedExpansion
set "HERE=%~dp0"
set "PYTHONHOME="
set "PYTHONPATH="
set "CODE=2"
if not exist "%HERE%installer\setup.py" goto incomplete
set "CHECK=import sys; sys.exit(0 if (3,11)<=sys.version_info[:2]<=(3,13) and sys.maxsize>2**32 else 1)"
if not exist "%HERE%python\python.exe" goto search
"%HERE%python\python.exe" -c "%CHECK%" >nul 2>nul
if not "%errorlevel%"=="0" goto search
"%HERE%python\python.exe" "%HERE%installer\setup.py"
set "CODE=%errorlevel%"
goto end

:search
rem A Python from the Store writes into a folder of its own that Excel can't see: passed over.
rem So is one without venv, which can't make the runtime.
set "CHECK=import sys, venv, ensurepip; sys.exit(0 if (3,11)<=sys.version_info[:2]<=(3,13) and sys.maxsize>2**32 and 'WindowsApps' not in sys.base_prefix else 1)"
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "FOUND=py -3.13"
call :try
if "%CODE%"=="0" goto run
set "FOUND=py -3.12"
call :try
if "%CODE%"=="0" goto run
set "FOUND=py -3.11"
call :try
if "%CODE%"=="0" goto run
set "FOUND=python"
call :try
if "%CODE%"=="0" goto run
set "CODE=2"
chcp 936 >nul
type "%HERE%installer\messages\no-python.txt"
goto end

:run
%FOUND% "%HERE%installer\setup.py"
set "CODE=%errorlevel%"
goto end

:try
set "CODE=2"
%FOUND% -c "%CHECK%" >nul 2>nul
if "%errorlevel%"=="0" set "CODE=0"
goto :eof

:incomplete
rem No message file can be relied on here, so ASCII only (the second line is pinyin).
echo Files are missing. Please unzip the WHOLE package into a folder, then run install.bat there.
echo Wenjian bu quan. Qing xian ba yasuobao QUANBU JIEYA, zai yunxing install.bat.

:end
if "%OFFICEKIT_QUIET%"=="1" goto leave
setlocal EnableDelayedExpansion
set "LINE=!CMDCMDLINE!"
if not defined LINE goto leave
if "!LINE:install.bat=!"=="!LINE!" goto leave
pause
:leave
exit /b %CODE%
