package dev.refgate.server.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.PlainGit;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs keep for later ones. */
@Timeout(120)
class DocumentsTest {
    private static final String PRODUCTION = "?environment=production";

    @TempDir
    private Path folder;

    private PlainGit git;
    private TestServer server;

    @BeforeEach
    void serve() throws Exception {
        git = Samples.hello(folder.resolve("repository"))
                .write("workflows/save/workflow.yml", """
                        version: 1
                        inputs: { key: { type: string }, document: {} }
                        blocks:
                          - { id: saved, type: save_document, collection: tickets, key: "{{ inputs.key }}", document: "{{ inputs.document }}" }
                        """)
                .write("workflows/insert/workflow.yml", """
                        version: 1
                        blocks:
                          - { id: saved, type: save_document, collection: tickets, document: { token: "{{ _env.TOKEN }}" } }
                        """)
                .write("workflows/all/workflow.yml", query("limit: 10"))
                .write("workflows/open/workflow.yml", query("where: { status: open, customer.tier: 1 }"))
                .write("workflows/urgent/workflow.yml", query("order: -priority, limit: 2"))
                .write("workflows/without/workflow.yml", query("where: { priority: null }"))
                .write("workflows/one/workflow.yml", query("key: \"a\""));
        Samples.pointAll(git, git.commit("Add workflows"));
        server = TestServer.serve(
                git.folder(),
                Map.of("REFGATE_ENV__PRODUCTION__TOKEN", "tok-12345"),
                Files.createDirectory(folder.resolve("data")));
    }

    private static String query(String keys) {
        return """
                version: 1
                blocks:
                  - { id: found, type: query_documents, collection: tickets, %s }
                """.formatted(keys);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentsAreFoundByKeyAndFieldInOrder() {
        Map<String, Object> a = Map.of("status", "open", "priority", 2L, "customer", Map.of("tier", 1L));
        Map<String, Object> b = Map.of("status", "open", "priority", 10L, "customer", Map.of("tier", "1"));
        Map<String, Object> c = Map.of("status", "closed", "customer", Map.of("tier", 1L));
        save("c", c);
        save("a", Map.of("old", true));
        save("b", b);
        save("a", a);

        assertThat(found("all")).as("in the order of the first saving").isEqualTo(List.of(c, a, b));
        assertThat(found("open")).as("a number is no text").isEqualTo(List.of(a));
        assertThat(found("urgent")).as("by number").isEqualTo(List.of(b, a));
        assertThat(found("without")).isEqualTo(List.of(c));
        assertThat(found("one")).isEqualTo(List.of(a));
    }

    @Test
    void eachEnvironmentHasItsOwn() {
        save("a", "in production");

        Answer staging = server.execute("all", "?environment=staging", Map.of());
        Answer nowhere = server.execute("all", "?revision_id=latest", Map.of());

        assertThat(staging.at("outputs", "found")).isEqualTo(List.of());
        assertThat((String) nowhere.at("error", "message")).contains("no environment");
    }

    @Test
    void aDocumentWithoutAKeyGetsOneAndSecretsAreMasked() {
        Answer saved = server.execute("insert", PRODUCTION, Map.of());
        server.execute("insert", PRODUCTION, Map.of());

        assertThat((String) saved.at("outputs", "saved", "key")).startsWith("doc_");
        assertThat(found("all")).isEqualTo(List.of(Map.of("token", "***"), Map.of("token", "***")));
    }

    @Test
    void whatCannotBeKeptFailsTheBlock() {
        assertThat((String) save("", "x").at("error", "message")).contains("key: expected 1 to 255");
        assertThat((String) save("k", "x".repeat(300_000)).at("error", "message"))
                .contains("too large");
        assertThat((String) save("k", "a\0b").at("error", "message")).contains("code 0");
        try (TestServer forgetful = TestServer.serve(git.folder())) {
            Answer refused = forgetful.execute("all", PRODUCTION, Map.of());
            assertThat((String) refused.at("error", "message")).contains("--data");
        }
    }

    private Answer save(String key, Object document) {
        return server.execute("save", PRODUCTION, Map.of("key", key, "document", document));
    }

    private Object found(String workflow) {
        return server.execute(workflow, PRODUCTION, Map.of()).at("outputs", "found");
    }
}
