"""A double of desktop Excel for tests.

xlwings' own code for Windows runs over COM objects that keep their data in openpyxl and behave as
Excel does where officekit could go wrong: texts turn into dates and numbers, protected cells
refuse, filters garble what is written, a workbook in edit mode rejects every call. What the double
does not know raises AttributeError or NotImplementedError.

    excel = engine.Excel()
    book = excel.open(path)
    book.set_mock_caller()
"""

from tests.excel.engine.errors import com_error
from tests.excel.engine.host import Excel
from tests.excel.engine.session import Alert, Call, DialogRecord

__all__ = ["Alert", "Call", "DialogRecord", "Excel", "com_error"]
