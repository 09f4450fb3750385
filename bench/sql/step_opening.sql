-- One settlement as an application would write it step by step: each read and each write a statement of its own.
-- The rows are those of a real settlement: the same tables, as many of each, the same outcome and answer.
\set number :number + 1
\set visit :first + :number * :clients + :client_id
begin;
