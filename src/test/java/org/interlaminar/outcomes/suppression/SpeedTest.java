package org.interlaminar.outcomes.suppression;

import java.util.*;
import org.junit.jupiter.api.Test;

class SpeedTest {
    @Test
    void speed() {
        for (int people : new int[] {300, 1000, 1000, 3000, 30000}) {
            int[] sizes = new int[13];
            Arrays.fill(sizes, 0, 8, 10);
            Arrays.fill(sizes, 8, 13, 4);
            RandomPublication p = new RandomPublication(new Random(people), people, sizes);
            CountsBuilder b = Counts.builder();
            for (int r = 0; r < 8; r++) for (int c = 8; c < 13; c++) p.twoWay(b, r, c);
            Counts counts = b.build();
            long t = System.nanoTime();
            Ground g = Ground.of(counts, 11);
            PatternSearch ps = new PatternSearch(g, g.hiddenAtFirst());
            boolean[] h = ps.hidden();
            long t1 = System.nanoTime();
            int bad = Audit.unproved(g, h, ps.proofs()).size();
            long t2 = System.nanoTime();
            int hid = 0;
            for (boolean x : h) if (x) hid++;
            int open = 0;
            for (boolean x : g.open()) if (x) open++;
            System.out.println("ERROR cells " + g.size() + " nonzero " + open + " people " + people + " small "
                    + g.secrets().size() + " hidden " + hid + " search ms " + (t1 - t) / 1000000 + " audit ms "
                    + (t2 - t1) / 1000000 + " bad " + bad + " proofs "
                    + ps.proofs().size());
        }
    }
}
