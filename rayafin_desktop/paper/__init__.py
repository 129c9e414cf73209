"""What makes a PDF page: text in every script, tables that break, invoices, receipts and reports.

Works on the ReportLab canvas without its markup language: text from a user is only ever text.
"""
