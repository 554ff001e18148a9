-- The raw limit: an answer and its summary row in one durable transaction, with nothing above the database.
\set assessment random(1, :assessments)
BEGIN;
UPDATE floor_answer SET text = 'We checked it again', version = version + 1, saved_at = now()
    WHERE assessment_id = :assessment AND ref = '1.1.1';
UPDATE floor_assessment SET saves = saves + 1, last_saved_at = now() WHERE id = :assessment;
COMMIT;
