package org.interlaminar.outcomes;

import java.math.BigDecimal;

/**
 * A mean and how sure it is, to 16 significant digits; whoever shows it rounds once.
 *
 * @param n how many people
 * @param mean null when there is nobody
 * @param deviation sample standard deviation (divisor n - 1), null below two people
 * @param low lower end of the 95 percent confidence interval of the mean (Student's t), null below two people
 * @param high its upper end
 */
public record Estimate(long n, BigDecimal mean, BigDecimal deviation, BigDecimal low, BigDecimal high) {
    public boolean hasInterval() {
        return low != null;
    }
}
