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
    /** Jars have no folder entries, so a pattern cannot find the version in a path. */
    private static final Library ECHARTS =
            new Library("META-INF/resources/_static/echarts/6.0.0/dist/", "echarts.min.js");

    private static final Library HTMX = new Library("META-INF/resources/webjars/htmx.org/2.0.7/dist/", "htmx.min.js");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        assets(registry, "/assets/charting/**", ECHARTS.folder(), ECHARTS.alone());
        assets(registry, "/assets/htmx/**", HTMX.folder(), HTMX.alone());
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

    /** One file of somebody else's jar. */
    private record Library(String path, String file) {
        Resource folder() {
            if (!new ClassPathResource(path + file).exists()) {
                throw new IllegalStateException(file + " does not stand in " + path
                        + " on the class path: the path must name the version that pom.xml names");
            }
            return new ClassPathResource(path);
        }

        /** Without the source maps and builds that nobody asks for. */
        PathResourceResolver alone() {
            return new PathResourceResolver() {
                @Override
                protected boolean checkResource(Resource resource, Resource location) throws IOException {
                    return file.equals(resource.getFilename()) && super.checkResource(resource, location);
                }
            };
        }
    }
}
