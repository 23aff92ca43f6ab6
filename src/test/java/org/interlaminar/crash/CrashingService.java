package org.interlaminar.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.interlaminar.Interlaminar;
import org.interlaminar.intake.DropFolder;
import org.interlaminar.operations.CommandLineRoot;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service in a process of its own that can be told to die somewhere. It takes the service's settings, says {@code ready},
 * and then does what it reads: {@code arm POINT N}, {@code passed}, {@code run ID COMMAND...}. It ends with its input, so
 * that none outlives its test.
 */
final class CrashingService {
    private CrashingService() {}

    public static void main(String[] settings) throws IOException {
        CrashPlan plan = new CrashPlan();
        SpringApplication application = new SpringApplication(Interlaminar.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(watching(plan)));
        ConfigurableApplicationContext context = application.run(settings);
        say("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            obey(line.split(" "), plan, context);
        }
        Runtime.getRuntime().halt(0);
    }

    private static BeanPostProcessor watching(CrashPlan plan) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DataSource store) {
                    return new CrashingStore(store, plan);
                }
                return bean instanceof DropFolder ? watched(bean, plan) : bean;
            }
        };
    }

    private static Object watched(Object dropFolder, CrashPlan plan) {
        ProxyFactory proxy = new ProxyFactory(dropFolder);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (!call.getMethod().getName().equals("land")) {
                return call.proceed();
            }
            plan.passes(CrashPoint.AFTER_CLAIM);
            Object result = call.proceed();
            plan.passes(CrashPoint.AFTER_LANDING_BEFORE_MOVE);
            return result;
        });
        return proxy.getProxy();
    }

    private static void obey(String[] words, CrashPlan plan, ConfigurableApplicationContext context) {
        switch (words[0]) {
            case "arm" -> {
                plan.arm(CrashPoint.valueOf(words[1]), Integer.parseInt(words[2]));
                say("armed");
            }
            case "passed" -> say("passed " + plan.passed());
            case "run" -> new Thread(() -> run(words, context)).start();
            default -> throw new IllegalArgumentException("no word " + words[0]);
        }
    }

    private static void run(String[] words, ConfigurableApplicationContext context) {
        int exit = 1;
        try {
            exit = context.getBean(CommandLineRoot.class).run(Arrays.copyOfRange(words, 2, words.length));
        } finally {
            say("exit " + words[1] + " " + exit);
        }
    }

    private static synchronized void say(String line) {
        System.out.println("\n" + line);
        System.out.flush();
    }
}
