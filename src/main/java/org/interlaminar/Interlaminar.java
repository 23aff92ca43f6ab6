package org.interlaminar;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Interlaminar {
    public static void main(String[] args) {
        SpringApplication.run(Interlaminar.class, args);
    }
}
