package dev.refgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Node-RED with a flow that does what {@code hello} does: a route, a template, a function, an answer. Its editor is off. */
final class NodeRedProcess implements AutoCloseable {
    static final byte[] HELLO = Request.post("/hello", "{\"inputs\":{\"name\":\"Ada\"}}");

    private static final String PROPERTY = "refgate.benchmark.node-red";
    static final String HOW_TO_INSTALL = "run `npm install node-red@5` in a folder, and say -D" + PROPERTY
            + "=FOLDER (and -D" + PROPERTY + ".node=PROGRAM when the node of the PATH is older than 22.9)";

    private static final String FLOW = """
            [ { "id": "tab", "type": "tab", "label": "hello" },
              { "id": "in", "type": "http in", "z": "tab", "x": 0, "y": 0, "url": "/hello", "method": "post", "wires": [["greeting"]] },
              { "id": "greeting", "type": "template", "z": "tab", "x": 0, "y": 0, "field": "greeting", "fieldType": "msg",
                "format": "handlebars", "syntax": "mustache", "template": "Hello, {{payload.inputs.name}}!",
                "output": "str", "wires": [["answer"]] },
              { "id": "answer", "type": "function", "z": "tab", "x": 0, "y": 0, "outputs": 1, "wires": [["out"]],
                "func": "msg.payload = { status: 'success', outputs: { greeting: msg.greeting } };\\nreturn msg;" },
              { "id": "out", "type": "http response", "z": "tab", "x": 0, "y": 0, "statusCode": "200", "wires": [] } ]
            """;

    private static final String SETTINGS = """
            module.exports = {
              uiHost: '127.0.0.1', uiPort: %d, disableEditor: true, httpAdminRoot: false, flowFile: 'flows.json',
              credentialSecret: false, telemetry: { enabled: false }, logging: { console: { level: 'warn' } },
            };
            """;

    private final ServerProcess process;
    private final TemporaryFolder folder;

    private NodeRedProcess(ServerProcess process, TemporaryFolder folder) {
        this.process = process;
        this.folder = folder;
    }

    /** Its main program, where the caller has said in which folder it is. */
    static Optional<Path> installed() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .map(where -> Path.of(where, "node_modules/node-red/red.js"))
                .filter(Files::isRegularFile);
    }

    static NodeRedProcess start(Path program) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        int port = ServerProcess.freePort();
        Path settings = folder.path().resolve("settings.js");
        Files.writeString(settings, SETTINGS.formatted(port));
        Files.writeString(folder.path().resolve("flows.json"), FLOW);
        String node = System.getProperty(PROPERTY + ".node", "node");
        List<String> command = List.of(
                node, program.toString(), "--userDir", folder.path().toString(), "--settings", settings.toString());
        return new NodeRedProcess(ServerProcess.start(command, port, HELLO), folder);
    }

    int port() {
        return process.port();
    }

    @Override
    public void close() throws IOException {
        process.close();
        folder.close();
    }
}
