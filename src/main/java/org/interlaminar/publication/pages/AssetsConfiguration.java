package org.interlaminar.publication.pages;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;
import org.springframework.web.servlet.resource.VersionResourceResolver;

/**
 * Serves styles, scripts and the mark under names that carry their content's hash. Times cannot tell versions apart: the
 * build stamps every file with the same one.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class AssetsConfiguration implements WebMvcConfigurer {
    private static final String ECHARTS = "echarts.min.js";
    /** The jar has no folder entries, so a pattern cannot find the version in its path. */
    private static final String ECHARTS_FOLDER = "META-INF/resources/_static/echarts/6.0.0/dist/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        assets(registry, "/assets/charting/**", echartsFolder(), new OnlyEcharts());
        assets(registry, "/assets/**", new ClassPathResource("static/assets/"), new PathResourceResolver());
    }

    @Bean
    FilterRegistrationBean<ResourceUrlEncodingFilter> hashedNames() {
        FilterRegistrationBean<ResourceUrlEncodingFilter> filter =
                new FilterRegistrationBean<>(new ResourceUrlEncodingFilter());
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        return filter;
    }

    private static void assets(
            ResourceHandlerRegistry registry, String pattern, Resource folder, PathResourceResolver found) {
        registry.addResourceHandler(pattern)
                .addResourceLocations(folder)
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePrivate())
                .resourceChain(true)
                .addResolver(new VersionResourceResolver().addContentVersionStrategy("/**"))
                .addResolver(found);
    }

    private static Resource echartsFolder() {
        Resource folder = new ClassPathResource(ECHARTS_FOLDER);
        if (!new ClassPathResource(ECHARTS_FOLDER + ECHARTS).exists()) {
            throw new IllegalStateException(ECHARTS + " does not stand in " + ECHARTS_FOLDER
                    + " on the class path: the path must name the version that pom.xml names");
        }
        return folder;
    }

    /** One file of the library's folder, which also holds source maps and builds nobody asks for. */
    private static final class OnlyEcharts extends PathResourceResolver {
        @Override
        protected boolean checkResource(Resource resource, Resource location) throws IOException {
            return ECHARTS.equals(resource.getFilename()) && super.checkResource(resource, location);
        }
    }
}
