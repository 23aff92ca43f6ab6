-- How many people remain at each step from people received to people analysed at 12 months, and why were the others left out?
select step, name, people, left_out, why from mart.attrition order by step;
