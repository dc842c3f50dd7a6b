"""Counts the queries of a request for the one who asks with the header `X-Bench: count`."""

import time

from django.db import connection


class CountQueries:
    """Adds `X-Queries` and `X-Query-Ms` to an answer; a request without the header is left alone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Serve the request, counting only when asked, so that counting costs the measurements nothing."""
        if request.headers.get("X-Bench") != "count":
            return self.get_response(request)
        spent = []

        def timed(execute, sql, params, many, context):
            start = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                spent.append(time.perf_counter() - start)

        with connection.execute_wrapper(timed):
            response = self.get_response(request)
        response["X-Queries"] = str(len(spent))
        response["X-Query-Ms"] = f"{sum(spent) * 1000:.1f}"
        return response
