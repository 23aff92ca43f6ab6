package org.interlaminar.outcomes;

import java.math.BigDecimal;

/**
 * Two-sided 95 percent points of Student's t: tabulated up to 4 degrees of freedom, then Fisher's expansion around the normal
 * quantile (<a href="https://dlmf.nist.gov/">Abramowitz and Stegun</a> 26.7.5), which is within
 * 0.0004 from 5 on.
 */
final class StudentT {
    private static final double[] SMALL = {12.7062, 4.3027, 3.1824, 2.7764};
    private static final double Z = 1.959963984540054;

    private StudentT() {}

    static BigDecimal twoSided95(long degreesOfFreedom) {
        return BigDecimal.valueOf(
                degreesOfFreedom <= SMALL.length ? SMALL[(int) degreesOfFreedom - 1] : expansion(degreesOfFreedom));
    }

    private static double expansion(double v) {
        double z2 = Z * Z;
        double g1 = Z * (z2 + 1) / 4;
        double g2 = Z * ((5 * z2 + 16) * z2 + 3) / 96;
        double g3 = Z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
        double g4 = Z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;
        return Z + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v;
    }
}
