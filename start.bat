@echo off
rem Starts Stockcast in WSL, the Linux that comes with Windows: see docs\other-machines.md.
rem   start.bat            what "make run" does
rem   start.bat --check    every part, one line each
where wsl >nul 2>nul
if errorlevel 1 (
  echo Stockcast runs on Linux. Install WSL ^(wsl --install^), or use Docker Desktop: docs\other-machines.md
  exit /b 1
)
rem WSL passes on only those settings that are named here.
set WSLENV=%WSLENV%:PORT:FLOWER_PORT:DEMO:ADMIN_PASSWORD:USE_CELERY
wsl --cd "%~dp0." -e python3 start.py %*
