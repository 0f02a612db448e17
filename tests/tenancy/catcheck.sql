-- What keeps the schema safe under row-level security and ready for a distributed PostgreSQL. Each row is a problem.
WITH RECURSIVE of_extensions AS (
    -- An extension's own tables, views and functions are its matter.
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), tables AS (
    SELECT c.oid, c.relname AS name, c.relrowsecurity, c.relforcerowsecurity,
           (SELECT attnum FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attname = 'organization_id' AND NOT a.attisdropped) AS tenant
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     AND ('pg_class'::regclass, c.oid) NOT IN (TABLE of_extensions)
), tenant AS (SELECT * FROM tables WHERE tenant IS NOT NULL
), proven AS (
    -- By a reference to it, or by one that is never null to the key of a row whose organization is proven.
    SELECT t.oid FROM tenant t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' AND k.convalidated
     WHERE k.conkey = ARRAY[t.tenant] AND k.confrelid = 'tenancy_organization'::regclass
    UNION
    SELECT t.oid FROM tenant t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' AND k.convalidated
      JOIN tenant o ON o.oid = k.confrelid JOIN proven p ON p.oid = o.oid
     WHERE k.conkey[1] = t.tenant AND k.confkey[1] = o.tenant
       AND NOT EXISTS (SELECT FROM pg_attribute a
                        WHERE a.attrelid = t.oid AND a.attnum = ANY (k.conkey) AND NOT a.attnotnull)
), functions AS (
    SELECT p.proname AS name, p.prosecdef AS is_definer,
           regexp_replace(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc), '--[^\n]*|/\*.*?\*/', '', 'g') AS body
      FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace = 'public'::regnamespace AND l.lanname IN ('sql', 'plpgsql')
       AND ('pg_proc'::regclass, p.oid) NOT IN (TABLE of_extensions)
), volatile AS (
    SELECT DISTINCT proname AS name FROM pg_proc
     WHERE provolatile = 'v' AND pronamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
), subqueries AS (
    -- The outermost ones of each definer function, with up to three levels of parentheses inside.
    SELECT f.name, found[1] AS body FROM functions f, regexp_matches(f.body,
        '\(\s*SELECT\M((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*)\)', 'gi') found WHERE f.is_definer
)
SELECT name, 'unique index without the organization first: ' || i.indexrelid::regclass
  FROM tenant JOIN pg_index i ON i.indrelid = tenant.oid WHERE i.indisunique AND i.indkey[0] <> tenant.tenant
UNION ALL SELECT name, 'nothing proves that the organization exists'
  FROM tenant WHERE oid NOT IN (SELECT oid FROM proven)
UNION ALL SELECT name, 'organization_id may be null'
  FROM tenant JOIN pg_attribute a ON a.attrelid = tenant.oid AND a.attnum = tenant.tenant WHERE NOT a.attnotnull
UNION ALL SELECT name, 'no primary key (organization_id, id)'
  FROM tenant WHERE NOT EXISTS (
    SELECT FROM pg_constraint k WHERE k.conrelid = tenant.oid AND k.contype = 'p'
     AND pg_get_constraintdef(k.oid) = 'PRIMARY KEY (organization_id, id)')
UNION ALL SELECT t.name, 'reference without the organization: ' || k.conname
  FROM tenant t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' JOIN tenant o ON o.oid = k.confrelid
 WHERE k.conkey[1] <> t.tenant OR k.confkey[1] <> o.tenant
UNION ALL SELECT t.name, 'reference that is not deferrable: ' || k.conname
  FROM tenant t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f' JOIN tenant o ON o.oid = k.confrelid
 WHERE NOT k.condeferrable OR k.condeferred
UNION ALL SELECT name, 'reference that sets the organization to null: ' || k.conname
  FROM tenant JOIN pg_constraint k ON k.conrelid = tenant.oid AND k.contype = 'f'
 WHERE tenant.tenant = ANY (k.conkey) AND k.confdeltype IN ('n', 'd')
UNION ALL SELECT name, 'trigger: ' || tgname
  FROM tenant JOIN pg_trigger g ON g.tgrelid = tenant.oid WHERE NOT g.tgisinternal
UNION ALL SELECT name, 'exclusion constraint without the organization: ' || k.conname
  FROM tenant JOIN pg_constraint k ON k.conrelid = tenant.oid AND k.contype = 'x' WHERE NOT tenant.tenant = ANY (k.conkey)
UNION ALL SELECT name, 'row-level security is not enabled and forced'
  FROM tenant WHERE NOT (relrowsecurity AND relforcerowsecurity)
UNION ALL SELECT name, 'not exactly one policy'
  FROM tenant WHERE (SELECT count(*) FROM pg_policy p WHERE p.polrelid = tenant.oid) <> 1
UNION ALL SELECT name, 'policy that is not the one text: ' || p.polname
  FROM tenant JOIN pg_policy p ON p.polrelid = tenant.oid
 WHERE pg_get_expr(p.polqual, p.polrelid) IS DISTINCT FROM %(policy)s
    OR pg_get_expr(p.polwithcheck, p.polrelid) IS DISTINCT FROM %(policy)s
    OR p.polcmd <> '*' OR NOT p.polpermissive OR p.polroles <> '{0}'
UNION ALL SELECT c.relname, 'global table refers to a tenant table: ' || k.conname
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN tenant ON tenant.oid = k.confrelid
 WHERE k.contype = 'f' AND k.conrelid NOT IN (SELECT oid FROM tenant)
UNION ALL SELECT c.relname, 'view that runs with its owner''s rights'
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v'
   AND ('pg_class'::regclass, c.oid) NOT IN (TABLE of_extensions)
   AND NOT coalesce(c.reloptions, '{}') @> '{security_invoker=true}'
UNION ALL SELECT c.relname, 'materialized view (row-level security does not hold for it)'
  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'm'
   AND ('pg_class'::regclass, c.oid) NOT IN (TABLE of_extensions)
UNION ALL SELECT name, 'the application role may ' || privilege
  FROM tenant, unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) privilege
 WHERE has_table_privilege(%(application)s, tenant.oid, privilege)
UNION ALL SELECT p.proname, 'SECURITY DEFINER function without a fixed search path, or not the definer''s'
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
   AND ('pg_proc'::regclass, p.oid) NOT IN (TABLE of_extensions)
   AND (NOT coalesce(array_to_string(p.proconfig, ','), '') LIKE 'search_path=pg_catalog, public, pg_temp%%'
        OR pg_get_userbyid(p.proowner) <> %(definer)s)
-- The rest is refused by a distributed PostgreSQL only.
UNION ALL SELECT c.relname, 'reference table refers to a distributed table: ' || k.conname
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN tenant ON tenant.oid = k.confrelid
 WHERE k.contype = 'f' AND c.relname = ANY (%(references)s) AND NOT tenant.name = ANY (%(references)s)
UNION ALL SELECT f.name, 'volatile function in an UPDATE: ' || v.name
  FROM functions f, regexp_split_to_table(f.body, ';') statement, volatile v
 WHERE statement ~* '\mUPDATE\M.*\mSET\M' AND statement ~* ('\m' || v.name || '\s*\(')
UNION ALL SELECT f.name, 'SET in a function reaches no other node'
  FROM functions f WHERE f.body ~* '(^|;|\mBEGIN\M|\mTHEN\M|\mELSE\M)\s*SET\M' OR f.body ~* '\mset_config\s*\('
UNION ALL SELECT f.name, 'LATERAL in a definer function'
  FROM functions f WHERE f.is_definer AND f.body ~* '\mLATERAL\M'
UNION ALL SELECT s.name, 'correlated subquery in a definer function: ' || outside[1]
  FROM subqueries s, regexp_matches(s.body, '\m([a-z_]+)\.[a-z_]', 'gi') outside
 WHERE outside[1] NOT IN ('public', 'pg_catalog') AND NOT EXISTS (
    SELECT FROM regexp_matches(
        s.body, '\m(?:FROM|JOIN|,)\s+(?:ONLY\s+)?(?:public\.)?([a-z_]+)(?:\s+(?:AS\s+)?([a-z_]+))?', 'gi') inside
     WHERE outside[1] = ANY (inside))
UNION ALL SELECT s.name, 'correlated subquery in a definer function: EXISTS'
  FROM functions s WHERE s.is_definer AND s.body ~* '\mEXISTS\s*\('
