package dev.refgate.internal.template;

import dev.refgate.workflow.TemplateException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Arithmetic as in Python: whole numbers never overflow, {@code /} gives a real number, {@code //} and {@code %} round down. */
final class Numbers {
    /** A whole number with more bits than this is an accident or an attack. */
    private static final int MAX_BITS = 4096;

    private Numbers() {}

    static boolean isWhole(Object number) {
        return number instanceof Long
                || number instanceof Integer
                || number instanceof BigInteger
                || number instanceof Short
                || number instanceof Byte;
    }

    private static boolean isSmall(Number number) {
        return number instanceof Long || number instanceof Integer;
    }

    static Number narrow(BigInteger value) {
        if (value.bitLength() > MAX_BITS) {
            throw new TemplateException("a number became too large");
        }
        return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
    }

    private static BigInteger big(Number whole) {
        return whole instanceof BigInteger big ? big : BigInteger.valueOf(whole.longValue());
    }

    private static Number real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new TemplateException("a number became too large");
        }
        return value;
    }

    static Number add(Number left, Number right) {
        if (isSmall(left) && isSmall(right)) {
            long a = left.longValue();
            long b = right.longValue();
            long sum = a + b;
            return ((a ^ sum) & (b ^ sum)) < 0 ? BigInteger.valueOf(a).add(BigInteger.valueOf(b)) : (Number) sum;
        }
        return isWhole(left) && isWhole(right)
                ? narrow(big(left).add(big(right)))
                : real(left.doubleValue() + right.doubleValue());
    }

    static Number subtract(Number left, Number right) {
        return isWhole(left) && isWhole(right)
                ? narrow(big(left).subtract(big(right)))
                : real(left.doubleValue() - right.doubleValue());
    }

    static Number multiply(Number left, Number right) {
        return isWhole(left) && isWhole(right)
                ? narrow(big(left).multiply(big(right)))
                : real(left.doubleValue() * right.doubleValue());
    }

    static Number divide(Number left, Number right) {
        refuseZero(right);
        return real(left.doubleValue() / right.doubleValue());
    }

    static Number floorDivide(Number left, Number right) {
        refuseZero(right);
        if (isWhole(left) && isWhole(right)) {
            BigInteger[] parts = big(left).divideAndRemainder(big(right));
            boolean down =
                    parts[1].signum() != 0 && parts[1].signum() != big(right).signum();
            return narrow(down ? parts[0].subtract(BigInteger.ONE) : parts[0]);
        }
        return real(Math.floor(left.doubleValue() / right.doubleValue()));
    }

    static Number modulo(Number left, Number right) {
        refuseZero(right);
        if (isWhole(left) && isWhole(right)) {
            return subtract(left, multiply(floorDivide(left, right), right));
        }
        double remainder = left.doubleValue() % right.doubleValue();
        boolean otherSign = remainder != 0 && (remainder < 0) != (right.doubleValue() < 0);
        return real(otherSign ? remainder + right.doubleValue() : remainder);
    }

    static Number power(Number left, Number right) {
        if (!isWhole(left) || !isWhole(right) || big(right).signum() < 0) {
            return real(Math.pow(left.doubleValue(), right.doubleValue()));
        }
        BigInteger base = big(left);
        if (base.abs().compareTo(BigInteger.ONE) <= 0) {
            return narrow(
                    base.signum() < 0 && !big(right).testBit(0)
                            ? BigInteger.ONE
                            : base.pow(big(right).signum()));
        }
        if (big(right).bitLength() > 16 || (long) base.bitLength() * right.longValue() > 2L * MAX_BITS) {
            throw new TemplateException("a number became too large");
        }
        return narrow(base.pow(right.intValue()));
    }

    static Number negate(Number number) {
        return isWhole(number) ? narrow(big(number).negate()) : real(-number.doubleValue());
    }

    static int compare(Number left, Number right) {
        if (isSmall(left) && isSmall(right)) {
            return Long.compare(left.longValue(), right.longValue());
        }
        return exact(left).compareTo(exact(right));
    }

    /** The number without loss. */
    static BigDecimal exact(Number number) {
        return isWhole(number) ? new BigDecimal(big(number)) : new BigDecimal(number.doubleValue());
    }

    private static void refuseZero(Number number) {
        if (number.doubleValue() == 0) {
            throw new TemplateException("division by zero");
        }
    }
}
