package dev.refgate;

import static dev.refgate.PromotionFixture.TRIAGE;
import static dev.refgate.RemoteFixture.promote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.refgate.error.InvalidArgumentException;
import dev.refgate.error.RefgateException;
import dev.refgate.error.RemoteException;
import dev.refgate.promotion.MoveResult.Outcome;
import dev.refgate.remote.Remote;
import dev.refgate.remote.RemoteCredentials;
import dev.refgate.remote.RemoteTimeouts;
import dev.refgate.testing.GitHttpServer;
import dev.refgate.testing.GitHttpServer.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote behind HTTP, and what networks and servers do to it. */
final class RemoteHttpTest {
    private static final String TOKEN = "s3cr3t-t0ken";
    private static final RemoteTimeouts HASTY =
            new RemoteTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(20));

    @TempDir
    Path folder;

    private RemoteFixture team;
    private GitHttpServer server;

    @BeforeEach
    void create() {
        team = RemoteFixture.create(folder);
        server = GitHttpServer.start(folder, TOKEN);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Remote remote(RemoteTimeouts timeouts) {
        return RemoteFixture.at(
                server.url("remote.git"), RemoteCredentials.none().withToken(TOKEN), timeouts);
    }

    private Refgate open() {
        return team.open(remote(RemoteFixture.PATIENT), "ours");
    }

    private static boolean isPush(String request) {
        return request.equals("POST /remote.git/git-receive-pack");
    }

    @Test
    void aTokenOpensIt() {
        try (Refgate refgate = open()) {
            promote(refgate, "staging");
            team.change(TRIAGE, "two");
            assertThat(promote(refgate, "staging").outcome()).isEqualTo(Outcome.DEPLOYED);
            assertThat(promote(refgate, "staging").outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
        team.check("staging", 2);
        assertThat(server.pushes()).hasSize(2);
    }

    @Test
    void aUserAndPasswordOfTheAddressWorkAndAreNotShown() {
        String address = server.url("remote.git").replace("http://", "http://ada:" + TOKEN + "@");
        Remote named = RemoteFixture.at(address, RemoteCredentials.none(), RemoteFixture.PATIENT);
        try (Refgate refgate = team.open(named, "ours")) {
            promote(refgate, "staging");
        }
        assertThat(named.location().toString()).doesNotContain(TOKEN);
        assertThatThrownBy(() -> team.open(
                        RemoteFixture.at(
                                address.replace("remote.git", "other.git"),
                                RemoteCredentials.none(),
                                RemoteFixture.PATIENT),
                        "other"))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("no such repository (404")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void withoutTheRightTokenItSaysWhichVariable() {
        assertThatThrownBy(() -> team.open(
                        RemoteFixture.at(server.url("remote.git"), RemoteCredentials.none(), RemoteFixture.PATIENT),
                        "ours"))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("needs credentials (401; set REFGATE_REMOTE_TOKEN");
        assertThatThrownBy(() -> team.open(
                        RemoteFixture.at(
                                server.url("remote.git"),
                                RemoteCredentials.none().withToken("wrong-one"),
                                RemoteFixture.PATIENT),
                        "ours"))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("were not accepted (401")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void aTokenIsNotSentInClearToOtherMachines() {
        assertThatThrownBy(() -> team.open(
                        RemoteFixture.at(
                                "http://192.0.2.1/remote.git",
                                RemoteCredentials.none().withToken(TOKEN),
                                RemoteFixture.PATIENT),
                        "ours"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("REFGATE_REMOTE_PLAIN_HTTP")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void redirectsAreNamedAndNotFollowed() {
        server.trouble(request -> Answer.ELSEWHERE);

        assertThatThrownBy(this::open)
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("is somewhere else now: http://127.0.0.1:1/remote.git");
    }

    @Test
    void aConnectionThatIsCutAfterThePushWasAcceptedIsOneDeployment() {
        try (Refgate refgate = open()) {
            AtomicInteger pushes = new AtomicInteger();
            server.trouble(request -> isPush(request) && pushes.incrementAndGet() == 1 ? Answer.CUT : Answer.FROM_GIT);

            var result = promote(refgate, "staging");

            assertThat(result.outcome()).isEqualTo(Outcome.DEPLOYED);
            assertThat(team.remote.revParse("env/staging"))
                    .isEqualTo(result.deployment().orElseThrow().commit().hex());
        }
        team.check("staging", 1);
        assertThat(server.pushes()).hasSize(1);
    }

    @Test
    void aPushThatNeverArrivedIsMadeAgainWithTheSameCommit() {
        try (Refgate refgate = open()) {
            AtomicInteger pushes = new AtomicInteger();
            server.trouble(
                    request -> isPush(request) && pushes.incrementAndGet() == 1 ? Answer.UNAVAILABLE : Answer.FROM_GIT);

            assertThat(promote(refgate, "staging").outcome()).isEqualTo(Outcome.DEPLOYED);
        }
        team.check("staging", 1);
        assertThat(server.pushes()).hasSize(2);
    }

    @Test
    void whatStaysUnknownIsSaidToBe() {
        try (Refgate refgate = open()) {
            AtomicInteger pushes = new AtomicInteger();
            server.trouble(request -> {
                if (isPush(request) && pushes.incrementAndGet() == 1) {
                    return Answer.CUT;
                }
                return pushes.get() == 0 ? Answer.FROM_GIT : Answer.UNAVAILABLE;
            });

            assertThatThrownBy(() -> promote(refgate, "staging"))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("nobody knows whether deployment dep-")
                    .hasMessageContaining("refgate deployments staging")
                    .hasMessageNotContaining(TOKEN);
            server.trouble(request -> Answer.FROM_GIT);
            assertThat(promote(refgate, "staging").outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        }
        team.check("staging", 1);
    }

    @Test
    void aServerThatSaysNothingEndsInTime() {
        try (Refgate refgate = team.open(remote(HASTY), "ours")) {
            server.trouble(request -> Answer.NEVER);
            long before = System.nanoTime();

            assertThatThrownBy(() -> promote(refgate, "staging"))
                    .isInstanceOf(RemoteException.class)
                    .hasMessageContaining("REFGATE_REMOTE_IDLE_TIMEOUT");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        }
        assertThat(team.remote.git("for-each-ref", "refs/heads/env")).isEmpty();
    }

    @Test
    void aServerThatIsGoneIsNotWaitedFor() {
        Remote gone = remote(HASTY);
        server.close();

        assertThatThrownBy(() -> team.open(gone, "ours"))
                .isInstanceOf(RefgateException.class)
                .hasMessageContaining("the connection was refused");
    }
}
