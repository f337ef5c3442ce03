package dev.refgate.server.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refgate.Refgate;
import dev.refgate.RemoteMirror;
import dev.refgate.server.http.HttpServer;
import dev.refgate.server.testing.Answer;
import dev.refgate.server.testing.Samples;
import dev.refgate.server.testing.TestServer;
import dev.refgate.testing.GitHttpServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pull requests of a remote, as a forge keeps them. */
@Timeout(120)
class PreviewOfRemoteTest {
    private static final String TOKEN = "t0ken-of-the-remote";
    private static final String PULL = "refs/pull/42/head";

    @TempDir
    private Path folder;

    @Test
    void aPullRequestIsRunFromTheCopyAndFollowsItsHead() throws Exception {
        RemoteRepository remote = RemoteRepository.create(folder, Samples.POLICY);
        remote.work.git("checkout", "--quiet", "-b", "change");
        remote.change("Bonjour");
        remote.push("HEAD:" + PULL);
        try (GitHttpServer http = GitHttpServer.start(folder, TOKEN)) {
            RemoteMirror copy = MirroredServer.copy(http.url("remote.git"), TOKEN, folder.resolve("served.git"));
            copy.fetch();
            Refgate refgate = Refgate.open(copy, Refgate.Options.defaults().withPreviews(true));
            try (TestServer server = TestServer.serve(refgate, HttpServer.Options.defaults())) {
                assertThat(run(server, "pr-42").at("outputs", "answer")).isEqualTo("Bonjour World");
                assertThat(run(server, "production").at("outputs", "answer")).isEqualTo("Hello World");

                remote.change("Salut");
                remote.push("HEAD:" + PULL);
                copy.fetch();
                assertThat(run(server, "pr-42").at("outputs", "answer")).isEqualTo("Salut World");

                remote.push(":" + PULL);
                copy.fetch();
                assertThat(run(server, "pr-42").status()).isEqualTo(404);
            }
        }
    }

    private static Answer run(TestServer server, String environment) {
        return server.execute("hello", "?environment=" + environment, Map.of());
    }
}
