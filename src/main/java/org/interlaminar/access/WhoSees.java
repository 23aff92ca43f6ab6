package org.interlaminar.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Tells every page, also one that says what went wrong, what whoever looks at it may see, so that it leads nobody where they
 * may not go. Templates find it as {@code may}.
 */
@Component
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class WhoSees implements HandlerInterceptor, WebMvcConfigurer {
    /**
     * What somebody may do.
     *
     * @param operate run the service
     * @param readFigures see figures in which no small group shows
     * @param readCharts see what is known of one person
     * @param followUp see who has to be called
     */
    record May(boolean operate, boolean readFigures, boolean readCharts, boolean followUp) {}

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(
                "may",
                new May(
                        isAny(request, Role.OPERATOR),
                        isAny(request, AccessConfiguration.READ_FIGURES),
                        isAny(request, AccessConfiguration.READ_CHARTS),
                        isAny(request, AccessConfiguration.FOLLOW_UP)));
        return true;
    }

    private static boolean isAny(HttpServletRequest request, Role... roles) {
        return Stream.of(roles).map(Role::name).anyMatch(request::isUserInRole);
    }
}
