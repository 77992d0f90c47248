/** Projects as people have them, with what of their files tells something: by a name, the texts by their paths. */
export const projects: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'express with npm': {
    'package.json': json({
      name: '@shop/web-api',
      main: 'src/server.js',
      engines: { node: '>=20 <23' },
      scripts: { start: 'NODE_ENV=production node src/server.js', test: 'node --test' },
      dependencies: { express: '^4.21.0' },
    }),
    'package-lock.json': '{}',
    'src/server.js': "app.listen(process.env.PORT || 4100, () => console.log('up'))\n",
    '.env': 'PORT_X=1\n',
  },
  'typescript with pnpm': {
    'package.json': json({
      name: 'orders',
      packageManager: 'pnpm@9.12.3+sha512.abc',
      scripts: { build: 'tsc', start: 'node dist/main.js', prepare: 'husky' },
      dependencies: { fastify: '^5' },
      devDependencies: { typescript: '^5', husky: '^9' },
    }),
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    '.nvmrc': 'v22.11.0\n',
    'src/main.ts': 'await app.listen({ port: 3333, host: "0.0.0.0" });\n',
    'patches/left-pad.patch': '',
    '.npmrc': '',
  },
  'nest with yarn': {
    'package.json': json({
      name: 'nest-app',
      scripts: { build: 'nest build', start: 'nest start' },
      dependencies: { '@nestjs/core': '^11' },
      devDependencies: { '@nestjs/cli': '^11' },
    }),
    'yarn.lock': '# yarn lockfile v1\n',
    '.nvmrc': 'lts/jod\n',
    'nest-cli.json': '{}',
  },
  'yarn of today': {
    'package.json': json({
      name: 'berry',
      packageManager: 'yarn@4.5.1',
      scripts: { start: 'node index.js' },
      dependencies: { koa: '2' },
    }),
    'yarn.lock': '__metadata:\n  version: 8\n',
    '.yarnrc.yml': 'nodeLinker: pnp\n',
    'index.js': 'app.listen(8081);\n',
  },
  bun: {
    'package.json': json({ name: 'fast', module: 'index.ts', dependencies: { hono: '^4' } }),
    'bun.lock': '{}',
    'index.ts': 'export default { port: 8787, fetch: app.fetch };\n',
  },
  'bun with a build': {
    'package.json': json({
      name: 'fast2',
      scripts: { build: 'bun build ./index.ts --outdir dist', start: 'bun dist/index.js', prepare: 'x' },
      dependencies: { elysia: '^1' },
    }),
    'bun.lockb': '',
  },
  'no lock, no dependencies': {
    'package.json': json({ name: 'tiny' }),
    'index.js': "require('http').createServer((q, s) => s.end('hi')).listen(8080)\n",
  },
  'a worker in Node': {
    'package.json': json({
      name: 'worker',
      scripts: { start: 'ts-node worker.ts' },
      devDependencies: { 'ts-node': '10' },
    }),
    'package-lock.json': '{}',
  },
  'a workspace of npm': {
    'package.json': json({ name: 'mono', private: true, workspaces: ['packages/*', '!packages/old'] }),
    'package-lock.json': '{}',
    'packages/api/package.json': json({
      name: '@mono/api',
      scripts: { start: 'node index.js' },
      dependencies: { koa: '^2', '@mono/lib': '1.0.0' },
    }),
    'packages/api/index.js': 'app.listen(4200)\n',
    'packages/lib/package.json': json({ name: '@mono/lib', version: '1.0.0', main: 'index.js' }),
    'packages/old/package.json': json({ name: '@mono/old', scripts: { start: 'node old.js' } }),
    'packages/old/old.js': '',
  },
  'a workspace of pnpm': {
    'package.json': json({ name: 'shop', packageManager: 'pnpm@9.15.0', devDependencies: { typescript: '^5' } }),
    'pnpm-workspace.yaml':
      "packages:\n  # all of them\n  - 'apps/*'\n  - libs/**\nonlyBuiltDependencies:\n  - esbuild\n",
    'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
    'apps/api/package.json': json({
      name: 'api',
      scripts: { build: 'tsc', start: 'node dist/main.js' },
      dependencies: { fastify: '^5', core: 'workspace:*' },
    }),
    'apps/api/src/main.ts': 'await app.listen({ port: 3333 });\n',
    'apps/page/package.json': json({ name: 'page', scripts: { build: 'vite build' }, devDependencies: { vite: '^7' } }),
    'libs/deep/core/package.json': json({ name: 'core', scripts: { build: 'tsc' } }),
    'libs/unused/package.json': json({ name: 'unused', scripts: { build: 'tsc' } }),
  },
  'a workspace with a page': {
    'package.json': json({ name: 'site', workspaces: { packages: ['./web/'] } }),
    'yarn.lock': '# yarn lockfile v1\n',
    'web/package.json': json({ name: 'web', scripts: { build: 'vite build' }, devDependencies: { vite: '^7' } }),
    'web/vite.config.js': "export default { build: { outDir: 'public' } };\n",
  },
  next: {
    'package.json': json({
      name: 'site',
      scripts: { build: 'next build', start: 'next start -p 3100' },
      dependencies: { next: '15', react: '19' },
    }),
    'package-lock.json': '{}',
    'next.config.js': 'module.exports = {};\n',
  },
  'next, standalone': {
    'package.json': json({
      name: 'site',
      scripts: { build: 'next build', start: 'next start' },
      dependencies: { next: '15' },
    }),
    'package-lock.json': '{}',
    'next.config.mjs': "export default { output: 'standalone' };\n",
    'public/logo.svg': '',
  },
  'next, exported': {
    'package.json': json({
      name: 'site',
      scripts: { build: 'next build', start: 'next dev' },
      dependencies: { next: '15' },
    }),
    'package-lock.json': '{}',
    'next.config.ts': "export default { output: 'export' };\n",
  },
  vite: {
    'package.json': json({
      name: 'front',
      scripts: { dev: 'vite', build: 'tsc -b && vite build', preview: 'vite preview' },
      devDependencies: { vite: '7' },
    }),
    'package-lock.json': '{}',
    'vite.config.ts': "export default defineConfig({ build: { outDir: 'www' } });\n",
    'index.html': '<div id="app">',
  },
  'create-react-app with pnpm': {
    'package.json': json({
      name: 'cra',
      scripts: { start: 'react-scripts start', build: 'react-scripts build' },
      dependencies: { 'react-scripts': '5' },
    }),
    'pnpm-lock.yaml': "lockfileVersion: '6.0'\n",
    'public/index.html': '',
  },
  angular: {
    'package.json': json({
      name: 'ng',
      scripts: { start: 'ng serve', build: 'ng build' },
      devDependencies: { '@angular/cli': '19' },
    }),
    'package-lock.json': '{}',
    'angular.json': json({
      projects: { shop: { architect: { build: { builder: '@angular/build:application', options: {} } } } },
    }),
  },
  'flask with pip': {
    'requirements.txt': 'Flask==3.1.0\ngunicorn>=23 # server\npsycopg2-binary\n',
    'app.py': 'from flask import Flask\napp = Flask(__name__)\n',
    '.python-version': '3.12.7\n',
  },
  'flask, factory, without gunicorn': {
    'requirements.txt': 'flask\n',
    'shop/__init__.py': 'def create_app(config=None):\n  return 1\n',
  },
  'django with pip': {
    'requirements.txt': 'Django>=5\ngunicorn\npsycopg2\n',
    'manage.py':
      "#!/usr/bin/env python\n# Django\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\n",
    'mysite/wsgi.py': '',
    'mysite/__init__.py': '',
  },
  'fastapi with uv': {
    'pyproject.toml':
      '[project]\nname = "Price Service"\nrequires-python = ">=3.11,<3.13"\ndependencies = [\n  "fastapi[standard]>=0.115", # web\n]\n\n[build-system]\nrequires = ["hatchling"]\n',
    'uv.lock': 'version = 1\n',
    'src/prices/main.py': 'from fastapi import FastAPI\n\napi: FastAPI = FastAPI(title="x")\n',
    'src/prices/__init__.py': '',
  },
  'fastapi with uv, no package': {
    'pyproject.toml': '[project]\nname = "hello"\nrequires-python = ">=3.12"\ndependencies = ["fastapi", "uvicorn"]\n',
    'uv.lock': 'version = 1\n',
    'main.py': 'app = FastAPI()\n',
  },
  poetry: {
    'pyproject.toml':
      '[tool.poetry]\nname = "bot"\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "*"\n[build-system]\nrequires=["poetry-core"]\n',
    'poetry.lock': '# This file is automatically @generated by Poetry 1.8.3 and should not be changed by hand.\n',
    'app.py': 'server = Flask("x")\n',
  },
  pipenv: {
    Pipfile: '[packages]\nquart = "*"\nhypercorn = "*"\n[requires]\npython_version = "3.10"\n',
    'Pipfile.lock': '{}',
    'main.py': 'app = Quart(__name__)\n',
  },
  'a package of Python': {
    'pyproject.toml':
      '[project]\nname = "tool"\ndependencies = ["requests"]\n[build-system]\nrequires = ["setuptools"]\n',
    'tool/__main__.py': 'print(1)\n',
  },
  'a script in Python': { 'main.py': 'print("hello")\n' },
  streamlit: { 'requirements.txt': 'streamlit\n', 'app.py': 'import streamlit as st\n' },
  Procfile: { 'requirements.txt': 'gunicorn\nflask\n', Procfile: 'web: gunicorn shop:app --workers 2\nworker: x\n' },
  go: {
    'go.mod': 'module github.com/me/hello\n\ngo 1.23.4\n',
    'main.go': 'package main\nimport "net/http"\nfunc main() { http.ListenAndServe(":9090", nil) }\n',
  },
  'go with commands': {
    'go.mod': 'module example.com/shop/v2\n\ngo 1.25\n\nrequire github.com/mattn/go-sqlite3 v1\n',
    'go.sum': '',
    'cmd/migrate/main.go': 'package main\n',
    'cmd/server/main.go': 'package main\nvar s = http.Server{Addr: ":8000"}\n',
    'internal/db/db.go': '',
  },
  'go with vendor': {
    'go.mod': 'module job\n\ngo 1.25\n',
    'go.sum': '',
    'vendor/modules.txt': '',
    'main.go': 'package main\n',
  },
  'spring with maven': {
    'pom.xml':
      '<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><artifactId>Demo.Shop</artifactId><properties><java.version>17</java.version></properties><dependencies><artifactId>spring-boot-starter-web</artifactId></dependencies><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></project>',
    mvnw: '',
    '.mvn/wrapper/maven-wrapper.properties': '',
    'src/main/resources/application.properties': 'server.port=${PORT:9000}\n',
  },
  'maven with modules': {
    'pom.xml':
      '<project><artifactId>all</artifactId><modules><module>core</module><module>web</module></modules></project>',
    'core/pom.xml': '<project><artifactId>core</artifactId></project>',
    'web/pom.xml':
      '<project><artifactId>web</artifactId><artifactId>spring-boot-starter-web</artifactId><artifactId>spring-boot-maven-plugin</artifactId></project>',
  },
  quarkus: {
    'pom.xml':
      '<project><artifactId>q</artifactId><maven.compiler.release>21</maven.compiler.release><artifactId>quarkus-maven-plugin</artifactId></project>',
  },
  'spring with gradle': {
    'build.gradle.kts':
      'plugins { id("org.springframework.boot") version "3.4.0" }\njava { toolchain { languageVersion = JavaLanguageVersion.of(19) } }\ndependencies { implementation("org.springframework.boot:spring-boot-starter-web") }\n',
    'settings.gradle.kts': 'rootProject.name = "orders"\n',
    gradlew: '',
    'gradle/wrapper/gradle-wrapper.properties': '',
    'gradle/libs.versions.toml': '',
  },
  'application with gradle': {
    'build.gradle': "plugins { id 'application' }\nsourceCompatibility = '1.8'\n",
    'settings.gradle': "rootProject.name = 'tool'\n",
  },
  'asp.net': {
    'Shop.sln': '',
    'src/Shop Web/Shop Web.csproj':
      '<Project Sdk="Microsoft.NET.Sdk.Web"><TargetFramework>net8.0</TargetFramework><ProjectReference Include="..\\Shop.Core\\Shop.Core.csproj" /></Project>',
    'src/Shop.Core/Shop.Core.csproj':
      '<Project Sdk="Microsoft.NET.Sdk"><TargetFramework>net8.0</TargetFramework></Project>',
    'test/Shop.Test/Shop.Test.csproj':
      '<Project Sdk="Microsoft.NET.Sdk"><OutputType>Exe</OutputType><PackageReference Include="Microsoft.NET.Test.Sdk" /></Project>',
    'Directory.Packages.props': '',
  },
  'console in .NET': {
    'job.csproj': '<Project Sdk="Microsoft.NET.Sdk"><OutputType>Exe</OutputType></Project>',
    'global.json': '// sdk\n{ "sdk": { "version": "9.0.100" } }\n',
  },
  axum: {
    'Cargo.toml': '[package]\nname = "hello-web"\nrust-version = "1.75"\n\n[dependencies]\naxum = "0.8"\n',
    'Cargo.lock': '',
    'src/main.rs': 'fn main() {}\n',
  },
  'a workspace of Rust': {
    'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n[workspace.package]\nrust-version = "1.80"\n',
    'Cargo.lock': '',
    'crates/cli/Cargo.toml': '[package]\nname = "shop-cli"\nversion = "0.1.0"\n',
    'crates/cli/src/main.rs': 'fn main() {}\n',
    'crates/web/Cargo.toml':
      '[package]\nname = "shop-web"\nversion = "0.1.0"\nrust-version.workspace = true\n\n[dependencies]\naxum = "0.8"\nshop-core = { path = "../core" }\n',
    'crates/web/src/main.rs': 'TcpListener::bind("0.0.0.0:4321")\n',
    'crates/core/Cargo.toml': '[package]\nname = "shop-core"\nversion = "0.1.0"\n',
    'crates/core/src/lib.rs': '',
  },
  'a tool in Rust': {
    'Cargo.toml': '[package]\nname = "grepper"\n[[bin]]\nname = "gg"\npath = "src/gg.rs"\n',
    'rust-toolchain.toml': '[toolchain]\nchannel = "1.83.0"\n',
  },
  laravel: {
    'composer.json': json({
      name: 'acme/blog',
      require: { php: '^8.2', 'laravel/framework': '^12', 'ext-gd': '*', 'ext-json': '*' },
    }),
    'composer.lock': '{}',
    'public/index.php': '',
    artisan: '',
  },
  symfony: {
    'composer.json': json({ name: 'acme/app', require: { php: '>=8.3', 'symfony/framework-bundle': '7.*' } }),
    'public/index.php': '',
  },
  'PHP with a folder for what is given out': { 'public/index.php': '<?php hello();', 'lib.php': '<?php' },
  'plain PHP': { 'index.php': '<?php phpinfo();' },
  rails: {
    Gemfile: 'source "https://rubygems.org"\nruby "3.3.6"\ngem "rails", "~> 8.0"\ngem "pg"\ngem "propshaft"\n',
    'Gemfile.lock': '',
    'bin/rails': '',
    'config.ru': '',
    'app/assets/stylesheets/application.css': '',
  },
  sinatra: { Gemfile: "gem 'sinatra'\n", 'app.rb': "require 'sinatra'\n" },
  'a server in Ruby': { Gemfile: '', 'app.rb': "server = TCPServer.new('0.0.0.0', ENV.fetch('PORT', 4568))\n" },
  'rack with puma': {
    Gemfile: "gem 'rack'\ngem 'puma'\n",
    'Gemfile.lock': '',
    'config.ru': '',
    '.ruby-version': 'ruby-3.2.2\n',
  },
  pages: { 'index.html': '<h1>Hi</h1>', 'css/site.css': '' },
};

function json(value: object): string {
  return JSON.stringify(value, undefined, 2);
}
