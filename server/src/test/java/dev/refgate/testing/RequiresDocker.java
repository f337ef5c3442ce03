package dev.refgate.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class need a Docker engine that has an image, or can pull it. Where there is none they are left out,
 * which a line on the console says; with {@code REFGATE_REQUIRE_DOCKER=true} in the environment they fail instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DockerCondition.class)
public @interface RequiresDocker {

    /** The image, with its tag. */
    String image();
}
