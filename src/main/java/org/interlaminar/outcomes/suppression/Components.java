package org.interlaminar.outcomes.suppression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Cells that sums connect, directly or through others; what is fixed connects nothing. */
final class Components {
    private final int[] parent;

    private Components(int cells) {
        parent = new int[cells];
        for (int i = 0; i < cells; i++) {
            parent[i] = i;
        }
    }

    /** Each component's cells, rising; only cells that may move. */
    static Collection<List<Integer>> of(Ground ground) {
        Components components = new Components(ground.size());
        for (int[] sum : ground.sums()) {
            int first = -1;
            for (int cell : sum) {
                if (ground.open()[cell]) {
                    first = first < 0 ? cell : components.join(first, cell);
                }
            }
        }
        SortedMap<Integer, List<Integer>> byRoot = new TreeMap<>();
        for (int cell = 0; cell < ground.size(); cell++) {
            if (ground.open()[cell]) {
                byRoot.computeIfAbsent(components.root(cell), root -> new ArrayList<>())
                        .add(cell);
            }
        }
        return byRoot.values();
    }

    private int join(int a, int b) {
        int low = Math.min(root(a), root(b));
        int high = Math.max(root(a), root(b));
        parent[high] = low;
        return low;
    }

    private int root(int cell) {
        int root = cell;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
