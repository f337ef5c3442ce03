package dev.refgate.testing;

import java.nio.file.Path;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.LazyFuture;

/**
 * An image that the containers of a test are made of. Those with one Dockerfile are built one after the other, also by tests
 * that run beside each other: the next one then finds what takes long, the packages, where the first has left them.
 */
public final class ContainerImage extends LazyFuture<String> {
    private final String name;
    private final ImageFromDockerfile image;

    /**
     * @param name of the image
     * @param dockerfile what it is built by
     */
    public ContainerImage(String name, Path dockerfile) {
        this.name = dockerfile.toString().replaceAll("\\W", "-");
        this.image = new ImageFromDockerfile(name, false).withFileFromPath("Dockerfile", dockerfile);
    }

    /** Adds a file or folder that the Dockerfile copies. */
    public ContainerImage with(String path, Path file) {
        image.withFileFromPath(path, file);
        return this;
    }

    @Override
    protected String resolve() {
        String[] built = new String[1];
        BetweenProcesses.oneAfterTheOther(name, () -> built[0] = image.get());
        return built[0];
    }
}
