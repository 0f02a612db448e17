"""Limit the size of uploads before they are stored."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from mentoring.imports.tables import MAX_BYTES

# Larger requests are not read at all.
MAX_REQUEST = 4 * MAX_BYTES


class BoundedUpload(FileUploadHandler):
    """Accept files of up to 20 MB, and mark the request otherwise. First in settings.FILE_UPLOAD_HANDLERS.

    The rest of a larger file is read and discarded, so that the form can be shown again with its other values.
    """

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        if content_length > MAX_REQUEST:
            raise RequestDataTooBig("The request is larger than any file that can be imported.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.left = MAX_BYTES

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.left -= len(raw_data)
        if self.left < 0:
            self.request.is_upload_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
