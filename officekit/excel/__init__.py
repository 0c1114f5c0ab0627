"""Excel: the workbook with buttons, the macros behind them, the functions in cells."""
