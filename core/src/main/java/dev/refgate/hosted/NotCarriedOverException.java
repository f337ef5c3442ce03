package dev.refgate.hosted;

import dev.refgate.error.RefgateException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be run as it is: what would be run here is not what it says. */
public final class NotCarriedOverException extends RefgateException {
    private static final long serialVersionUID = 1L;

    private final transient List<Remark> remarks;

    /**
     * @param remarks all that stands in the way
     */
    public NotCarriedOverException(List<Remark> remarks) {
        super(remarks.stream().map(Remark::toString).collect(Collectors.joining("\n")));
        this.remarks = List.copyOf(remarks);
    }

    public List<Remark> remarks() {
        return remarks;
    }
}
