package dev.refgate.testing;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Decides for {@link RequiresDocker}. */
final class DockerCondition implements ExecutionCondition {
    private static final String REQUIRE = "REFGATE_REQUIRE_DOCKER";
    private static final long PULL_MINUTES = 3;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<RequiresDocker> demand = context.getTestClass().map(type -> type.getAnnotation(RequiresDocker.class));
        if (demand.isEmpty()) {
            return ConditionEvaluationResult.enabled("needs no Docker");
        }
        Optional<String> lack = lack(demand.get().image());
        if (lack.isEmpty()) {
            return ConditionEvaluationResult.enabled("a Docker engine answers");
        }
        String name = context.getRequiredTestClass().getSimpleName();
        if (Boolean.parseBoolean(System.getenv(REQUIRE))) {
            throw new IllegalStateException(
                    "%s: %s (%s=true: this test may not be left out)".formatted(name, lack.get(), REQUIRE));
        }
        System.out.printf("[left out] %s: %s%n", name, lack.get());
        return ConditionEvaluationResult.disabled(lack.get());
    }

    private static Optional<String> lack(String image) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker engine answers");
        }
        DockerClient docker = DockerClientFactory.lazyClient();
        try {
            docker.inspectImageCmd(image).exec();
            return Optional.empty();
        } catch (NotFoundException absent) {
            return pull(docker, image);
        }
    }

    private static Optional<String> pull(DockerClient docker, String image) {
        try {
            if (docker.pullImageCmd(image).start().awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES)) {
                return Optional.empty();
            }
            return Optional.of("pulling %s took more than %d minutes".formatted(image, PULL_MINUTES));
        } catch (DockerException failed) {
            return Optional.of(
                    "the Docker engine has no %s and cannot pull it: %s".formatted(image, failed.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while pulling " + image);
        }
    }
}
