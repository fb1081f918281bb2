# SPDX-License-Identifier: EUPL-1.2
# The verbs of this project. ./start and ./test are the two that matter; these are shorter names and smaller steps.

.PHONY: help check format lint unit access browser faults tsan record deb try-deb fuzz bench

help: ## list these verbs
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

check: ## everything that CI runs
	./test

format: ## lay the sources out as the formatter wants them
	swift format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## only say what the formatter would change
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

unit: ## the Swift tests on SQLite alone, or those that match FILTER=name
	swift build --build-tests
	swift test --skip-build --disable-xctest $(if $(FILTER),--filter "$(FILTER)")

access: ## every address, every person, every object, on SQLite and on PostgreSQL: docs/acces.md
	CLAUSIER_ACCESS=whole ./test --filter AccessTests

browser: ## the browser tests alone, or those that match FILTER=name
	./test --browser $(FILTER)

faults: ## the worst day: disk full, file torn, clock going back, PostgreSQL gone…, then kill -9 100 times; an hour or less
	swift build --product clausier
	/usr/bin/python3 Tests/Faults/faults.py
	/usr/bin/python3 Tests/Faults/kill.py --engine sqlite --rounds 100
	/usr/bin/python3 Tests/Faults/kill.py --engine postgres --rounds 10

tsan: ## the Swift tests under the thread sanitizer, on SQLite; half an hour or more, most of it to build
	swift build --build-tests --sanitize=thread --scratch-path .build-tsan
	TSAN_OPTIONS="suppressions=$(CURDIR)/Tests/ThreadSanitizer.supp" \
	  swift test --skip-build --disable-xctest --sanitize=thread --scratch-path .build-tsan $(if $(FILTER),--filter "$(FILTER)")

fuzz: ## each parser under libFuzzer, ten minutes each, at low priority; SECONDS=60 ONLY=FuzzJSON for less
	Fuzz/run $(or $(SECONDS),600) $(ONLY)

bench: ## ratios against ijson, DuckDB, Django and openpyxl, written in docs/mesures.md; DECP=file measures a real file
	swift build -c release --product clausier --scratch-path .build-start
	[ -x Benchmarks/.venv/bin/python ] || /usr/bin/python3 -m venv Benchmarks/.venv
	Benchmarks/.venv/bin/pip install --quiet --requirement Benchmarks/requirements.txt
	Benchmarks/.venv/bin/python Benchmarks/bench.py --write docs/mesures.md $(if $(DECP),--decp "$(DECP)")

record: ## write anew the recorded snapshots and migration hashes; read the difference before you commit it
	swift build --build-tests
	RECORD=1 swift test --skip-build --disable-xctest

deb: ## the Debian package, in packaging/out
	packaging/build-deb

try-deb: deb ## install that package in a bare Debian, serve, upgrade, remove and purge it; as root, with debootstrap
	packaging/try-deb "$$(ls -t packaging/out/clausier_*.deb | head -1)" "$${DEBIAN_ROOT:-/var/tmp/clausier-debian}"
