package org.interlaminar.store;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** No interlaminar.store.url: the store is ours to run. */
class OnEmbeddedStore implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return context.getEnvironment()
                .getProperty("interlaminar.store.url", "")
                .isBlank();
    }
}
