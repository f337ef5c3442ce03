package dev.refgate.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiTest {
    @TempDir
    private static Path folder;

    private static TestServer server;
    private static Answer document;

    @BeforeAll
    static void serve() {
        Samples.hello(folder);
        server = TestServer.serve(folder);
        document = server.get("/openapi.json");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anotherParserFindsNothingWrongWithIt() {
        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(new String(document.body(), StandardCharsets.UTF_8));

        OpenAPI api = parsed.getOpenAPI();
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(api.getOpenapi()).startsWith("3.1");
        assertThat(api.getPaths()
                        .get("/v2/workflows/{workflow_id}/execute")
                        .getPost()
                        .getOperationId())
                .isEqualTo("executeWorkflow");
        assertThat(api.getComponents().getSchemas()).containsKeys("Run", "Error");
    }

    @Test
    void itHasEveryRouteOfTheServerAndNoOther() {
        Set<String> described = new TreeSet<>();
        ((Map<?, ?>) document.at("paths"))
                .forEach((path, operations) -> ((Map<?, ?>) operations)
                        .keySet()
                        .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));

        assertThat(described)
                .as("a route is registered with an operation of Api")
                .isEqualTo(new TreeSet<>(server.http().routes()));
    }

    @Test
    void idsAreUniqueAndNothingIsNamedThatIsNotThere() {
        String text = new String(document.body(), StandardCharsets.UTF_8);
        Set<?> schemas = ((Map<?, ?>) document.at("components", "schemas")).keySet();

        java.util.regex.Pattern.compile("#/components/schemas/([A-Za-z]+)")
                .matcher(text)
                .results()
                .forEach(found -> assertThat(schemas.contains(found.group(1)))
                        .as(found.group(1))
                        .isTrue());
        assertThat(java.util.regex.Pattern.compile("\"operationId\":\"(\\w+)\"")
                        .matcher(text)
                        .results()
                        .map(found -> found.group(1)))
                .doesNotHaveDuplicates()
                .isNotEmpty();
    }

    @Test
    void peopleGetAPageThatLoadsNothing() {
        Answer page = server.get("/docs");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("script");
        assertThat(new String(page.body(), StandardCharsets.UTF_8))
                .contains("/v2/workflows/{workflow_id}/execute", "href=\"/openapi.json\"")
                .doesNotContain("<script", "http://", "https://");
    }
}
