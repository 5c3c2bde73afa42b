import { describe, expect, it } from 'vitest';
import { chooseJava, parseJavaVersion } from '../../server/neo4j/java.ts';
import { describeRelease } from '../../server/neo4j/versions.ts';

describe('parseJavaVersion', () => {
  it.each([
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6-Debian-1deb12u1)', 17],
    ['openjdk version "25.0.1" 2025-10-21 LTS\nOpenJDK Runtime Environment Temurin-25.0.1+8', 25],
    ['java version "1.8.0_412"\nJava(TM) SE Runtime Environment (build 1.8.0_412-b08)', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['openjdk version "24-ea" 2025-03-18', 24],
    ['Picked up JAVA_TOOL_OPTIONS: -Xmx2g\nopenjdk version "11.0.22" 2024-01-16', 11],
    ['The operation couldn’t be completed. Unable to locate a Java Runtime.', undefined],
    ['', undefined],
  ])('%j is %s', (output, major) => {
    expect(parseJavaVersion(output)).toBe(major);
  });
});

describe('chooseJava', () => {
  const toJavas = (majors: number[]) => majors.map((major, index) => ({ executable: `/java-${index}`, major }));

  it.each([
    { version: '5.26.30', majors: [17], chosen: 0 },
    { version: '5.26.30', majors: [25, 17], chosen: 1 },
    { version: '5.26.30', majors: [25], chosen: 0 },
    { version: '5.26.30', majors: [21, 17], chosen: 0 },
    { version: '5.26.30', majors: [8, 11], chosen: undefined },
    { version: '5.26.30', majors: [], chosen: undefined },
    { version: '2026.08.1', majors: [17, 25], chosen: 1 },
    { version: '2026.08.1', majors: [27, 21], chosen: 1 },
    { version: '2026.08.1', majors: [17], chosen: undefined },
  ])('for Neo4j $version of Java $majors takes number $chosen', ({ version, majors, chosen }) => {
    const java = chooseJava(toJavas(majors), describeRelease(version).java);
    expect(java?.executable).toBe(chosen === undefined ? undefined : `/java-${chosen}`);
  });
});
