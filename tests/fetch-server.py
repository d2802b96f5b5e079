#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""fetch-server.py FOLDER: serves the files of FOLDER on loopback, in the ways that servers have.

Prints its port. The first part of a path says how a file is sent:
  good      as it should be, also from the middle
  whole     always from its beginning, whatever is asked for
  shifted   of the part that is asked for, another one
  packed    as it should be, and said to be packed once more, as some servers do with .gz
  break     no more than BREAK bytes of what is asked for, then the connection ends
  chunks    in chunks, of which one breaks off after BREAK bytes of what is asked for
  close     without saying how much, no more than BREAK bytes of what is asked for
  closepage a web page, without saying how much
  stall     half of it, and then nothing
  slow      little by little
  held      a few bytes, and the others once there is a file "go" in FOLDER
  wrong     other bytes, as many
  page      a web page
  endless   without end, and without saying how much
  huge      said to be very much
  silent    nothing at all
  away      sent on to good
  missing   404
GET /log gives the requests until then, a line each: path and range."""
import http.server
import os
import sys
import threading
import time
import urllib.parse

BREAK = 700
HELD = 100
folder = sys.argv[1]
log = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *_):
        pass

    def answer(self, status, length=None, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header('Content-Length', str(length))
        for key, value in headers.items():
            self.send_header(key.replace('_', '-'), value)
        self.send_header('Connection', 'close')
        self.end_headers()
        self.close_connection = True

    def drip(self, data, seconds):
        for i in range(0, len(data), 100):
            self.wfile.write(data[i:i + 100])
            self.wfile.flush()
            time.sleep(seconds)

    def do_GET(self):
        if self.path == '/log':
            text = ''.join(log).encode()
            self.answer(200, len(text))
            self.wfile.write(text)
            return
        path = urllib.parse.unquote(self.path)
        log.append('%s %s\n' % (path, self.headers.get('Range', '-')))
        _, how, name = path.split('/')
        try:
            self.send_file(how, name)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send_file(self, how, name):
        with open(os.path.join(folder, name), 'rb') as file:
            data = file.read()
        first = 0
        if how not in ('whole', 'wrong', 'page', 'closepage') and self.headers.get('Range'):
            first = int(self.headers['Range'].split('=')[1].split('-')[0])
        if how == 'silent':
            time.sleep(60)
        elif how == 'away':
            self.answer(302, 0, Location='/good/' + name)
        elif how == 'missing':
            self.answer(404, 0)
        elif how == 'page':
            page = b'<!DOCTYPE html><html><body>Please log in</body></html>'
            self.answer(200, len(page))
            self.wfile.write(page)
        elif how == 'closepage':
            self.answer(200)
            self.wfile.write(b'<!DOCTYPE html><html><body>Please log in</body></html>')
        elif how == 'wrong':
            self.answer(200, len(data))
            self.wfile.write(bytes(255 - byte for byte in data))
        elif how == 'huge':
            self.answer(200, 1 << 40)
            self.wfile.write(data)
        elif how == 'endless':
            self.answer(200)
            while True:
                self.wfile.write(bytes(65536))
        elif first >= len(data):
            self.answer(416, 0, Content_Range='bytes */%d' % len(data))
        else:
            part = data[first:]
            whole = '*' if how == 'close' else len(data)
            said = dict(Content_Range='bytes %d-%d/%s' % (first + (how == 'shifted'), len(data) - 1, whole)) if first else {}
            if how == 'packed':
                said['Content_Encoding'] = 'gzip'
            if how == 'chunks':
                said['Transfer_Encoding'] = 'chunked'
            self.answer(206 if first else 200, None if how in ('chunks', 'close') else len(part), **said)
            if how == 'chunks':
                self.wfile.write(b'%x\r\n' % len(part) + part[:BREAK])
                if len(part) <= BREAK:
                    self.wfile.write(b'\r\n0\r\n\r\n')
            elif how in ('break', 'close'):
                self.wfile.write(part[:BREAK])
            elif how == 'stall':
                self.wfile.write(part[:len(part) // 2])
                self.wfile.flush()
                time.sleep(60)
            elif how == 'slow':
                self.drip(part, 0.05)
            elif how == 'held':
                self.wfile.write(part[:HELD])
                self.wfile.flush()
                while not os.path.exists(os.path.join(folder, 'go')):
                    time.sleep(0.01)
                self.wfile.write(part[HELD:])
            else:
                self.wfile.write(part)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


server = Server(('127.0.0.1', 0), Handler)
print(server.server_address[1], flush=True)
# Ends with whoever began it.
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
server.serve_forever()
