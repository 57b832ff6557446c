#!/usr/bin/env python3
"""Speaks to `exitscope-cli serve` over HTTP, as the evaluation harness and other clients do.

Usage: serve_harness.py PROGRAM [unittest options]. Needs the standard library only. Each server listens at a free
port of 127.0.0.1; waiting is polling with a deadline.
"""
import concurrent.futures
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = "exitscope-cli"
PATIENCE = 60  # seconds, after which a test has failed
# Minutes of work: it ends because somebody ends it.
ENDLESS = {"prompt": [[1, 5, 9]] * 400, "max_tokens": 900, "ignore_eos": True, "temperature": 0}
STORY = "Once upon a time there was a king who had three"


def eventually(holds, what):
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("not within %d s: %s" % (PATIENCE, what))
        time.sleep(0.01)


def environment(**extra):
    plain = {name: value for name, value in os.environ.items() if name != "EXITSCOPE_API_KEY"}
    return {**plain, **extra}


class Server:
    """A running server; leaving the block ends it as Ctrl-C would, and it must have ended well."""

    def __init__(self, *options, port=0, **variables):
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", str(port), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=environment(**variables))
        line = self.process.stdout.readline()
        if not line.startswith("listening on http://127.0.0.1:"):
            raise AssertionError("no server: " + line + self.process.communicate()[1])
        self.port = int(line.split(":")[2].split("/")[0])
        self.first_memory = self.peak_memory()

    def peak_memory(self):
        """In KiB."""
        with open("/proc/%d/status" % self.process.pid, encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            _, told = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError("the server did not end") from None
        if self.process.returncode != 0:
            raise AssertionError("the server ended with %d: %s" % (self.process.returncode, told))

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, method, path, body=None, headers=None):
        """Status, headers and text."""
        if isinstance(body, dict):
            body = json.dumps(body)
        connection = self.connect()
        try:
            connection.request(method, path, body, {"Content-Type": "application/json", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def complete(self, body, **headers):
        status, _, text = self.ask("POST", "/v1/completions", body, headers)
        if status != 200:
            raise AssertionError("%d: %s" % (status, text))
        return json.loads(text)

    def begin(self, body):
        """A connection whose request is sent and not yet answered."""
        connection = self.connect()
        connection.request("POST", "/v1/completions", json.dumps(body), {"Content-Type": "application/json"})
        return connection

    def queue(self):
        return json.loads(self.ask("GET", "/health")[2])["queue"]

    def wait_for(self, **wanted):
        eventually(lambda: all(self.queue()[name] == count for name, count in wanted.items()), wanted)

    def ids(self, text):
        answer = self.ask("POST", "/tokenize", {"prompt": text, "add_special_tokens": False})
        return json.loads(answer[2])["tokens"]


def events_of(answer):
    """The data of server-sent events, as they come."""
    for line in answer:
        line = line.decode().rstrip("\n")
        if line.startswith("data: "):
            yield line[len("data: "):]
        elif line:
            raise AssertionError("no event: " + line)


def scored(answer, context_length):
    """Sum and greediness as the harness takes them: from the context's end to the last but one."""
    logprobs = answer["choices"][0]["logprobs"]
    values = logprobs["token_logprobs"][context_length:-1]
    tops = logprobs["top_logprobs"][context_length:-1]
    return sum(values), all(value == max(top.values()) for value, top in zip(values, tops))


def scoring(ids):
    return {"model": "fable", "prompt": [ids], "temperature": 0, "max_tokens": 1, "logprobs": 1, "seed": 1234,
            "echo": True}


class Harness(unittest.TestCase):
    """With one server for all."""

    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def test_models_and_health(self):
        models = json.loads(self.server.ask("GET", "/v1/models")[2])
        self.assertEqual([model["id"] for model in models["data"]], ["fable"])
        health = json.loads(self.server.ask("GET", "/health")[2])
        self.assertEqual(health["status"], "ok")
        info = json.loads(self.server.ask("GET", "/tokenizer_info")[2])
        self.assertEqual((info["bos_token"], info["eos_token"]), ("<s>", "</s>"))
        self.assertEqual(self.server.ids("</s>"), [2])

    def test_multiple_choice(self):
        context = [1] + self.server.ids(STORY)
        greedy = self.server.complete({"prompt": [context], "max_tokens": 3, "temperature": 0})
        endings = [greedy["choices"][0]["token_ids"]] + [self.server.ids(text) for text in
                                                         ("sons and a fox", "ships", "daughters, and then")]
        results = []
        for ending in endings:
            answer = self.server.complete(scoring(context + ending))
            self.assertEqual(len(answer["choices"][0]["logprobs"]["tokens"]), len(context + ending) + 1)
            results.append(scored(answer, len(context)))
        self.assertEqual([is_greedy for _, is_greedy in results], [True, False, False, False])
        self.assertTrue(all(total < 0 for total, _ in results))
        # The sum for a text is that of its parts, each scored after those before it.
        half = len(endings[3]) // 2
        first = scored(self.server.complete(scoring(context + endings[3][:half])), len(context))[0]
        rest = scored(self.server.complete(scoring(context + endings[3])), len(context) + half)[0]
        self.assertAlmostEqual(first + rest, results[3][0], delta=1e-3)
        # Several in one request, and at the same time, are the same.
        batch = self.server.complete({**scoring([]), "prompt": [context + ending for ending in endings]})
        for choice, (total, _) in zip(batch["choices"], results):
            self.assertAlmostEqual(scored({"choices": [choice]}, len(context))[0], total, delta=1e-3)
        with concurrent.futures.ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(self.server.complete, [scoring(context + ending) for ending in endings * 4]))
        for answer, (total, _) in zip(answers, results * 4):
            self.assertAlmostEqual(scored(answer, len(context))[0], total, delta=1e-3)

    def test_generate_until(self):
        body = {"prompt": [STORY], "max_tokens": 40, "temperature": 0, "seed": 1234}
        whole = self.server.complete(body)["choices"][0]
        stop = whole["text"][12:16]
        self.assertTrue(stop)
        cut = self.server.complete({**body, "stop": ["Question:", "</s>", "<|im_end|>", "\n\n\n", stop]})["choices"][0]
        self.assertEqual(cut["text"], whole["text"][:whole["text"].index(stop)])
        self.assertEqual(cut["finish_reason"], "stop")
        self.assertEqual(whole["finish_reason"], "length")
        self.assertEqual(len(whole["exit_layers"]), 40)

    def test_exit_fields(self):
        body = {"prompt": STORY, "max_tokens": 20, "temperature": 0, "criteria": "max_probability", "thresholds": [0.3]}
        answer = self.server.complete(body)
        self.assertLess(answer["exitscope"]["mean_exit_layer"], 11)
        self.assertEqual(len(answer["choices"][0]["exit_layers"]), 20)
        limited = self.server.complete({"prompt": STORY, "max_tokens": 5, "exit_layer": 4})
        self.assertEqual(limited["choices"][0]["exit_layers"], [3] * 5)
        drafted = self.server.complete({"prompt": STORY, "max_tokens": 20, "temperature": 0, "exit_layer": 6,
                                        "generation_strategy": "self_speculative"})
        plain = self.server.complete({"prompt": STORY, "max_tokens": 20, "temperature": 0})
        self.assertEqual(drafted["choices"][0]["text"], plain["choices"][0]["text"])
        self.assertIsNotNone(drafted["exitscope"]["acceptance_rate"])

    def test_stream(self):
        body = {"prompt": STORY, "max_tokens": 12, "temperature": 0, "stop": [" nowhere to be found"]}
        whole = self.server.complete(body)
        answer = self.server.begin({**body, "stream": True, "stream_options": {"include_usage": True}}).getresponse()
        self.assertEqual(answer.status, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("text/event-stream"))
        *events, done = events_of(answer)
        self.assertEqual(done, "[DONE]")
        *chunks, last = map(json.loads, events)
        self.assertGreaterEqual(len(chunks), 12)
        choices = [chunk["choices"][0] for chunk in chunks]
        self.assertEqual("".join(choice["text"] for choice in choices), whole["choices"][0]["text"])
        self.assertEqual(sum((choice["exit_layers"] for choice in choices), []), whole["choices"][0]["exit_layers"])
        self.assertEqual([choice["finish_reason"] for choice in choices], [None] * (len(choices) - 1) + ["length"])
        self.assertIn("exitscope", chunks[-1])
        self.assertEqual(last["usage"], whole["usage"])
        self.assertEqual(last["choices"], [])

    def test_disconnecting_frees_the_engine(self):
        for stream in (False, True):
            connection = self.server.begin({**ENDLESS, "stream": stream})
            if stream:
                next(events_of(connection.getresponse()))
            self.server.wait_for(running=1)
            connection.close()
            self.server.wait_for(running=0, waiting=0)
        self.assertTrue(self.server.complete({"prompt": STORY, "max_tokens": 2})["choices"])

    def test_waiting_and_leaving(self):
        first = self.server.begin(ENDLESS)
        self.server.wait_for(running=1)
        second = self.server.begin(ENDLESS)
        self.server.wait_for(waiting=1)
        second.close()
        self.server.wait_for(running=1, waiting=0)
        first.close()
        self.server.wait_for(running=0)

    def test_bad_requests(self):
        cases = [
            ("POST", "/v1/completions", "{", {}, 400, None),
            ("POST", "/v1/completions", "[" * 100000, {}, 400, None),
            ("POST", "/v1/completions", '{"prompt": %s%s}' % ("[" * 1000000, "]" * 1000000), {}, 400, None),
            ("POST", "/v1/completions", {"prompt": [[5]] * 1025}, {}, 400, "prompt"),
            ("POST", "/v1/completions", {"prompt": [[5]] * 1000, "max_tokens": 900, "logprobs": 20}, {}, 400,
             "logprobs"),
            ("POST", "/v1/completions", b'{"prompt": "\xff"}', {}, 400, None),
            ("POST", "/v1/completions", "", {}, 400, None),
            ("POST", "/v1/completions", {"prompt": STORY, "max_tokens": "many"}, {}, 400, "max_tokens"),
            ("POST", "/v1/completions", {"prompt": "king " * 2000}, {}, 400, "prompt"),
            ("POST", "/v1/completions", {"prompt": [1, 4096]}, {}, 400, "prompt"),
            ("POST", "/v1/completions", {"prompt": STORY, "exit_layer": 13}, {}, 400, "exit_layer"),
            ("POST", "/v1/completions", {"prompt": STORY, "model": "other"}, {}, 404, "model"),
            ("POST", "/v1/completions", {"prompt": STORY}, {"Content-Type": "text/plain"}, 415, None),
            ("POST", "/v1/completions", {"prompt": STORY}, {"Host": "evil.example"}, 403, None),
            ("GET", "/v1/models", None, {"Host": "evil.example:80"}, 403, None),
            ("GET", "/v1/completions", None, {}, 405, None),
            ("DELETE", "/v1/models", None, {}, 405, None),
            ("POST", "/health", {}, {}, 405, None),
            ("GET", "/nothing", None, {}, 404, None),
            ("PUT", "/" + "a" * 7000, "x", {}, 404, None),
            ("GET", "/" + "a" * 9000, None, {}, 414, None),
        ]
        for method, path, body, headers, status, param in cases:
            with self.subTest(path=path[:30], body=str(body)[:60], headers=headers):
                told, headers, text = self.server.ask(method, path, body, headers)
                error = json.loads(text)["error"]
                self.assertEqual((told, error["param"]), (status, param), text)
                self.assertTrue(error["message"].endswith(".") or "JSON" in error["message"], text)
                self.assertIn("type", error)
                self.assertIn("code", error)
                if status == 405:
                    self.assertIn(headers["Allow"], ("GET", "POST"))

    def test_broken_http(self):
        for sent in (b"nonsense\r\n\r\n", b"POST /v1/completions HTTP/1.1\r\nContent-Length: 99\r\n\r\n{",
                     b"GET /health HTTP/1.1\r\n" + b"X: " + b"a" * 9000 + b"\r\n\r\n", b""):
            with self.subTest(sent=sent[:30]):
                with socket.create_connection(("127.0.0.1", self.server.port), PATIENCE) as connection:
                    connection.sendall(sent)
                    connection.shutdown(socket.SHUT_WR)
                    answer = connection.recv(65536)
                self.assertTrue(answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer)
        self.assertEqual(self.server.ask("GET", "/health")[0], 200)

    def test_one_connection_for_several(self):
        connection = self.server.connect()
        answers = []
        for body in ({"prompt": STORY, "max_tokens": 2}, {"prompt": ""}, {"prompt": STORY, "max_tokens": 2}):
            connection.request("POST", "/v1/completions", json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answers.append((answer.status, json.loads(answer.read())))
        self.assertEqual([status for status, _ in answers], [200, 400, 200])
        self.assertEqual(answers[0][1]["choices"], answers[2][1]["choices"])
        connection.close()

    def test_two_servers_on_a_port(self):
        second = subprocess.run([PROGRAM, "serve", "--port", str(self.server.port)], capture_output=True, text=True,
                                env=environment(), timeout=PATIENCE, check=False)
        self.assertEqual(second.returncode, 2, second.stderr)
        self.assertIn("Another program listens at 127.0.0.1:%d already" % self.server.port, second.stderr)
        self.assertEqual(self.server.ask("GET", "/health")[0], 200)


class Limits(unittest.TestCase):
    """Each with a server of its own."""

    def test_queue(self):
        with Server("--max_queue", "1") as server:
            running = server.begin(ENDLESS)
            server.wait_for(running=1)
            waiting = server.begin({"prompt": STORY, "max_tokens": 2})
            server.wait_for(waiting=1)
            for stream in (False, True):
                status, headers, text = server.ask("POST", "/v1/completions", {"prompt": STORY, "stream": stream})
                self.assertEqual(status, 429, text)
                self.assertTrue(headers["Retry-After"])
                self.assertEqual(json.loads(text)["error"]["code"], "queue_full")
            running.close()
            self.assertEqual(waiting.getresponse().status, 200)

    def test_body(self):
        with Server("--max_body", "1") as server:
            body = json.dumps({"prompt": "a" * (1 << 20)})
            status, _, text = server.ask("POST", "/v1/completions", body)
            self.assertEqual((status, json.loads(text)["error"]["code"]), (413, "body_too_large"))
            pieces = (body[at:at + 65536].encode() for at in range(0, len(body), 65536))
            status, _, text = server.ask("POST", "/v1/completions", pieces)  # chunked, of unknown length
            self.assertEqual((status, json.loads(text)["error"]["code"]), (413, "body_too_large"))
            small = json.dumps({"prompt": STORY, "max_tokens": 1}).encode()
            self.assertEqual(server.ask("POST", "/v1/completions", iter([small[:9], small[9:]]))[0], 200)

    def test_dripping(self):
        """As many connections as the server has threads, each sending a byte now and then."""
        start = b"POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        cases = (("a body", start + b"Content-Length: 99999\r\n\r\n{", b" "),
                 ("chunks", start + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
                 ("headers", start, b"X: y\r\n"),
                 ("an address", b"GET /", b"a"))
        with Server("--max_queue", "2", "--request_timeout", "1") as server:
            for name, begin, drop in cases:
                with self.subTest(name):
                    connections = [socket.create_connection(("127.0.0.1", server.port), PATIENCE) for _ in range(19)]
                    for connection in connections:
                        connection.sendall(begin)
                    self.assertEqual(self.dripped(server, connections, drop), 200)
                    for connection in connections:
                        connection.close()

    def dripped(self, server, connections, drop):
        """The status of /health, asked while each connection gets its drops."""
        with concurrent.futures.ThreadPoolExecutor(1) as asking:
            status = asking.submit(lambda: server.ask("GET", "/health")[0])
            deadline = time.monotonic() + PATIENCE
            while not status.done():
                self.assertLess(time.monotonic(), deadline, "the connections keep the server")
                for connection in connections:
                    try:
                        connection.sendall(drop)
                    except OSError:
                        pass  # the server has ended it
                time.sleep(0.05)
            return status.result()

    def test_refused_before_the_body(self):
        """Nothing of the body is sent, and the answer comes, with the end of the connection."""
        json_type = b"Content-Type: application/json\r\n"
        with Server(EXITSCOPE_API_KEY="secret") as server:
            key = b"Authorization: Bearer secret\r\n"
            for path, headers, status in ((b"v1/completions", json_type, 401), (b"tokenize", json_type, 401),
                                          (b"v1/completions", key, 415), (b"nothing", key + json_type, 404),
                                          (b"v1/completions", key + json_type, 413)):
                with self.subTest(path=path, status=status):
                    with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
                        connection.sendall(b"POST /%s HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: 99999999999\r\n"
                                           b"\r\n" % (path, headers))
                        answer = b"".join(iter(lambda: connection.recv(65536), b""))
                    self.assertTrue(answer.startswith(b"HTTP/1.1 %d " % status), answer)
                    self.assertIn(b"\r\nConnection: close\r\n", answer)

    def test_endless_head(self):
        """480 MB of it are not kept."""
        with Server() as server:
            for begin, more in ((b"GET /health HTTP/1.1\r\nHost: localhost\r\n", b"X: " + b"a" * 8000 + b"\r\n"),
                                (b"GET /", b"a" * 8000)):
                with self.subTest(begin), socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
                    connection.sendall(begin)
                    try:
                        for _ in range(60000):
                            connection.sendall(more)
                    except OSError:
                        pass  # the server has ended it
                self.assertLess(server.peak_memory() - server.first_memory, 64 << 10)
            with socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
                connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 20000 + b"\r\n")
                self.assertTrue(connection.recv(65536).startswith(b"HTTP/1.1 400 "))

    def test_unasked_body(self):
        """It is not taken for the next request."""
        hidden = b"GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"
        with Server() as server, socket.create_connection(("127.0.0.1", server.port), PATIENCE) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(hidden))
            answer = connection.recv(65536)
            connection.sendall(hidden)
            answer += b"".join(iter(lambda: connection.recv(65536), b""))
            self.assertEqual(answer.count(b"HTTP/1.1 "), 1, answer)

    def test_time(self):
        with Server("--request_timeout", "0.5", "--max_tokens", "1000") as server:
            running = server.begin(ENDLESS)
            server.wait_for(running=1)
            waiting = server.begin(ENDLESS)
            answer = running.getresponse()
            self.assertEqual((answer.status, json.loads(answer.read())["error"]["code"]), (504, "timeout"))
            self.assertIn(waiting.getresponse().status, (503, 504))
            events = list(events_of(server.begin({**ENDLESS, "stream": True}).getresponse()))
            self.assertEqual(json.loads(events[-1])["error"]["code"], "timeout")
            server.wait_for(running=0)
            self.assertEqual(server.ask("POST", "/v1/completions", {"prompt": STORY, "max_tokens": 1001})[0], 400)

    def test_key(self):
        with tempfile.TemporaryDirectory() as folder:
            name = os.path.join(folder, "key")
            with open(name, "w", encoding="utf-8") as file:
                file.write("from-file\n")
            for options, variables, key in (((), {"EXITSCOPE_API_KEY": "from-variable"}, "from-variable"),
                                            (("--api_key_file", name), {"EXITSCOPE_API_KEY": "x"}, "from-file")):
                with Server(*options, **variables) as server:
                    body = {"prompt": STORY, "max_tokens": 1}
                    for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": key}):
                        status, _, text = server.ask("POST", "/v1/completions", body, header)
                        self.assertEqual((status, json.loads(text)["error"]["code"]), (401, "invalid_api_key"))
                        self.assertEqual(server.ask("GET", "/v1/models", headers=header)[0], 401)
                    self.assertTrue(server.complete(body, Authorization="Bearer " + key)["choices"])
                    self.assertEqual(server.ask("GET", "/health")[0], 200)

    def test_refused_starts(self):
        for options, says in ((("--host", "0.0.0.0"), "needs a key"), (("--host", "nowhere.invalid"), "needs a key"),
                              (("--api_key_file", "/nowhere/key"), "/nowhere/key"),
                              (("--exit_layer", "13"), "exit_layer is 13"),
                              (("--request_timeout", "0"), "request_timeout"),
                              (("--max_steps", "10", "--max_tokens", "5"), "--max_tokens")):
            with self.subTest(options=options):
                ended = subprocess.run([PROGRAM, "serve", "--port", "0", *options], capture_output=True, text=True,
                                       env=environment(), timeout=PATIENCE, check=False)
                self.assertIn(ended.returncode, (1, 2))
                self.assertIn(says, ended.stderr)
                self.assertEqual(ended.stdout, "")

    def test_ending_while_it_works(self):
        with Server() as server:
            running = server.begin(ENDLESS)
            server.wait_for(running=1)
            waiting = server.begin({**ENDLESS, "stream": True})
            server.wait_for(waiting=1)
        for connection in (running, waiting):
            answer = connection.getresponse()
            self.assertEqual((answer.status, json.loads(answer.read())["error"]["code"]), (503, "shutting_down"))


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
