package dev.refgate.action;

import dev.refgate.client.RefgateClient;
import dev.refgate.promotion.Noticeboard;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to happen once an environment has moved. Found out before it moves, so that a mistake in the inputs moves nothing.
 *
 * @param board where the forge shows it; empty when it does not know the commits
 * @param deployments whether the forge gets a deployment
 * @param statuses whether the commit gets a status
 * @param page of this run
 * @param server that is waited for
 * @param patience how long
 */
record AfterMove(
        Optional<Noticeboard> board,
        boolean deployments,
        boolean statuses,
        Optional<URI> page,
        Optional<RefgateClient> server,
        Duration patience) {
    private static final Duration USUAL_WAIT = Duration.ofSeconds(60);

    static AfterMove of(Workplace workplace) {
        return new AfterMove(
                workplace.movesOwnRepository() ? workplace.noticeboard() : Optional.empty(),
                workplace.wants("deployments"),
                workplace.wants("statuses"),
                workplace.job().page(),
                workplace.inputs().find("wait").map(workplace::client),
                workplace.inputs().duration("wait-timeout", USUAL_WAIT));
    }
}
