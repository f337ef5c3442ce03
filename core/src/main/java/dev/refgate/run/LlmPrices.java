package dev.refgate.run;

import dev.refgate.document.Key;
import dev.refgate.document.MappingNode;
import dev.refgate.document.Node;
import dev.refgate.document.Shape;
import dev.refgate.document.Shapes;
import java.math.BigDecimal;

/**
 * What a model's tokens cost, in whatever currency the author counts.
 *
 * @param input for a million tokens of messages
 * @param output for a million tokens of answers
 */
record LlmPrices(BigDecimal input, BigDecimal output) {
    static final Shape SHAPE = Shapes.object(
            "prices",
            Key.required("input", Shapes.number(), "For a million tokens of messages."),
            Key.required("output", Shapes.number(), "For a million tokens of answers."));

    private static final int MILLION_DIGITS = 6;

    static LlmPrices of(Node node) {
        return new LlmPrices(price(node, "input"), price(node, "output"));
    }

    private static BigDecimal price(Node node, String key) {
        return node instanceof MappingNode prices
                ? prices.find(key)
                        .map(price -> new BigDecimal(String.valueOf(price.value())))
                        .orElse(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    double cost(LlmReply.Usage usage) {
        return input.multiply(BigDecimal.valueOf(usage.input()))
                .add(output.multiply(BigDecimal.valueOf(usage.output())))
                .movePointLeft(MILLION_DIGITS)
                .doubleValue();
    }
}
