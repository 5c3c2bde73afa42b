/**
 * Signatures of Cypher's built-in functions as `SHOW FUNCTIONS` of Neo4j 5.26 lists them, for completion. Left out are
 * deprecated ones, those of `LOAD CSV` and composite databases, and the clock variants; of several signatures the
 * longest is here.
 */
const SIGNATURES = `
abs(input :: INTEGER | FLOAT) :: INTEGER | FLOAT
acos(input :: FLOAT) :: FLOAT
all(variable :: VARIABLE IN list :: LIST<ANY> WHERE predicate :: ANY) :: BOOLEAN
any(variable :: VARIABLE IN list :: LIST<ANY> WHERE predicate :: ANY) :: BOOLEAN
asin(input :: FLOAT) :: FLOAT
atan(input :: FLOAT) :: FLOAT
atan2(y :: FLOAT, x :: FLOAT) :: FLOAT
avg(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION
btrim(input :: STRING, trimCharacterString :: STRING) :: STRING
ceil(input :: FLOAT) :: FLOAT
char_length(input :: STRING) :: INTEGER
coalesce(input :: ANY) :: ANY
collect(input :: ANY) :: LIST<ANY>
cos(input :: FLOAT) :: FLOAT
cot(input :: FLOAT) :: FLOAT
count(input :: ANY) :: INTEGER
date(input? :: ANY) :: DATE
date.truncate(unit :: STRING, input? :: ANY, fields = null :: MAP) :: DATE
datetime(input? :: ANY) :: ZONED DATETIME
datetime.fromepoch(seconds :: INTEGER | FLOAT, nanoseconds :: INTEGER | FLOAT) :: ZONED DATETIME
datetime.fromepochmillis(milliseconds :: INTEGER | FLOAT) :: ZONED DATETIME
datetime.truncate(unit :: STRING, input? :: ANY, fields = null :: MAP) :: ZONED DATETIME
degrees(input :: FLOAT) :: FLOAT
duration(input :: ANY) :: DURATION
duration.between(from :: ANY, to :: ANY) :: DURATION
duration.inDays(from :: ANY, to :: ANY) :: DURATION
duration.inMonths(from :: ANY, to :: ANY) :: DURATION
duration.inSeconds(from :: ANY, to :: ANY) :: DURATION
e() :: FLOAT
elementId(input :: NODE | RELATIONSHIP) :: STRING
endNode(input :: RELATIONSHIP) :: NODE
exp(input :: FLOAT) :: FLOAT
floor(input :: FLOAT) :: FLOAT
head(list :: LIST<ANY>) :: ANY
isEmpty(input :: STRING | MAP | LIST<ANY>) :: BOOLEAN
isNaN(input :: INTEGER | FLOAT) :: BOOLEAN
keys(input :: NODE | RELATIONSHIP | MAP) :: LIST<STRING>
labels(input :: NODE) :: LIST<STRING>
last(list :: LIST<ANY>) :: ANY
left(original :: STRING, length :: INTEGER) :: STRING
length(input :: PATH) :: INTEGER
localdatetime(input? :: ANY) :: LOCAL DATETIME
localdatetime.truncate(unit :: STRING, input? :: ANY, fields = null :: MAP) :: LOCAL DATETIME
localtime(input? :: ANY) :: LOCAL TIME
localtime.truncate(unit :: STRING, input? :: ANY, fields = null :: MAP) :: LOCAL TIME
log(input :: FLOAT) :: FLOAT
log10(input :: FLOAT) :: FLOAT
ltrim(input :: STRING, trimCharacterString :: STRING) :: STRING
max(input :: ANY) :: ANY
min(input :: ANY) :: ANY
nodes(input :: PATH) :: LIST<NODE>
none(variable :: VARIABLE IN list :: LIST<ANY> WHERE predicate :: ANY) :: BOOLEAN
normalize(input :: STRING, normalForm = NFC :: [NFC, NFD, NFKC, NFKD]) :: STRING
nullIf(v1 :: ANY, v2 :: ANY) :: ANY
percentileCont(input :: FLOAT, percentile :: FLOAT) :: FLOAT
percentileDisc(input :: INTEGER | FLOAT, percentile :: FLOAT) :: INTEGER | FLOAT
pi() :: FLOAT
point(input :: MAP) :: POINT
point.distance(from :: POINT, to :: POINT) :: FLOAT
point.withinBBox(point :: POINT, lowerLeft :: POINT, upperRight :: POINT) :: BOOLEAN
properties(input :: NODE | RELATIONSHIP | MAP) :: MAP
radians(input :: FLOAT) :: FLOAT
rand() :: FLOAT
randomUUID() :: STRING
range(start :: INTEGER, end :: INTEGER, step :: INTEGER) :: LIST<INTEGER>
reduce(accumulator :: VARIABLE = initial :: ANY, variable :: VARIABLE IN list :: LIST<ANY> | expression :: ANY) :: ANY
relationships(input :: PATH) :: LIST<RELATIONSHIP>
replace(original :: STRING, search :: STRING, replace :: STRING) :: STRING
reverse(input :: STRING | LIST<ANY>) :: STRING | LIST<ANY>
right(original :: STRING, length :: INTEGER) :: STRING
round(value :: FLOAT, precision :: INTEGER | FLOAT, mode :: STRING) :: FLOAT
rtrim(input :: STRING, trimCharacterString :: STRING) :: STRING
sign(input :: INTEGER | FLOAT) :: INTEGER
sin(input :: FLOAT) :: FLOAT
single(variable :: VARIABLE IN list :: LIST<ANY> WHERE predicate :: ANY) :: BOOLEAN
size(input :: STRING | LIST<ANY>) :: INTEGER
split(original :: STRING, splitDelimiters :: STRING | LIST<STRING>) :: LIST<STRING>
sqrt(input :: FLOAT) :: FLOAT
startNode(input :: RELATIONSHIP) :: NODE
stdev(input :: FLOAT) :: FLOAT
stdevp(input :: FLOAT) :: FLOAT
substring(original :: STRING, start :: INTEGER, length :: INTEGER) :: STRING
sum(input :: INTEGER | FLOAT | DURATION) :: INTEGER | FLOAT | DURATION
tail(input :: LIST<ANY>) :: LIST<ANY>
tan(input :: FLOAT) :: FLOAT
time(input? :: ANY) :: ZONED TIME
time.truncate(unit :: STRING, input? :: ANY, fields = null :: MAP) :: ZONED TIME
toBoolean(input :: BOOLEAN | STRING | INTEGER) :: BOOLEAN
toBooleanList(input :: LIST<ANY>) :: LIST<BOOLEAN>
toBooleanOrNull(input :: ANY) :: BOOLEAN
toFloat(input :: STRING | INTEGER | FLOAT) :: FLOAT
toFloatList(input :: LIST<ANY>) :: LIST<FLOAT>
toFloatOrNull(input :: ANY) :: FLOAT
toInteger(input :: BOOLEAN | STRING | INTEGER | FLOAT) :: INTEGER
toIntegerList(input :: LIST<ANY>) :: LIST<INTEGER>
toIntegerOrNull(input :: ANY) :: INTEGER
toLower(input :: STRING) :: STRING
toString(input :: ANY) :: STRING
toStringList(input :: LIST<ANY>) :: LIST<STRING>
toStringOrNull(input :: ANY) :: STRING
toUpper(input :: STRING) :: STRING
trim([[LEADING | TRAILING | BOTH] [trimCharacterString :: STRING] FROM] input :: STRING) :: STRING
type(input :: RELATIONSHIP) :: STRING
valueType(input :: ANY) :: STRING
vector.similarity.cosine(a :: LIST<INTEGER | FLOAT>, b :: LIST<INTEGER | FLOAT>) :: FLOAT
vector.similarity.euclidean(a :: LIST<INTEGER | FLOAT>, b :: LIST<INTEGER | FLOAT>) :: FLOAT
`;

/** The procedures the API lets a query call; a test compares. */
const PROCEDURES = `
db.index.fulltext.queryNodes(indexName :: STRING, queryString :: STRING, options = {} :: MAP) :: (node :: NODE, score :: FLOAT)
db.index.fulltext.queryRelationships(indexName :: STRING, queryString :: STRING, options = {} :: MAP) :: (relationship :: RELATIONSHIP, score :: FLOAT)
db.index.vector.queryNodes(indexName :: STRING, numberOfNearestNeighbours :: INTEGER, query :: ANY) :: (node :: NODE, score :: FLOAT)
db.index.vector.queryRelationships(indexName :: STRING, numberOfNearestNeighbours :: INTEGER, query :: ANY) :: (relationship :: RELATIONSHIP, score :: FLOAT)
db.labels() :: (label :: STRING)
db.propertyKeys() :: (propertyKey :: STRING)
db.relationshipTypes() :: (relationshipType :: STRING)
db.schema.nodeTypeProperties() :: (nodeType :: STRING, nodeLabels :: LIST<STRING>, propertyName :: STRING, propertyTypes :: LIST<STRING>, mandatory :: BOOLEAN)
db.schema.relTypeProperties() :: (relType :: STRING, propertyName :: STRING, propertyTypes :: LIST<STRING>, mandatory :: BOOLEAN)
db.schema.visualization() :: (nodes :: LIST<NODE>, relationships :: LIST<RELATIONSHIP>)
`;

export type Signature = { name: string; signature: string };

function parse(text: string): Signature[] {
  return text
    .trim()
    .split('\n')
    .map((signature) => ({ name: signature.slice(0, signature.indexOf('(')), signature }));
}

export const CYPHER_FUNCTIONS: readonly Signature[] = parse(SIGNATURES);
export const CYPHER_PROCEDURES: readonly Signature[] = parse(PROCEDURES);
