{{- /* What a schema cannot say: values that each are right and do not go together. */ -}}
{{- define "peer.check" -}}
{{- $values := .Values -}}
{{- $enabled := list -}}
{{- range $name, $service := $values.services -}}
{{- if $service.enabled }}{{ $enabled = append $enabled $name }}{{ end -}}
{{- if gt (int $service.replicas.min) (int $service.replicas.max) -}}
{{- fail (printf "services.%s.replicas.min (%d) is more than its max (%d)." $name (int $service.replicas.min) (int $service.replicas.max)) -}}
{{- end -}}
{{- end -}}
{{- if not $enabled }}{{ fail "services: none is enabled. Enable at least one." }}{{ end -}}
{{- if gt (len .Release.Name) 40 }}{{ fail "The release's name is longer than 40 characters; names of what it makes would be too long." }}{{ end -}}
{{- if not (or (has "tenancy" $enabled) (dig "tenancy" "keys" "" $values.elsewhere)) -}}
{{- fail "elsewhere.tenancy.keys is empty, and tenancy is not enabled here. Name the /.well-known/jwks.json of the installation that signs members' tokens." -}}
{{- end -}}
{{- if and (not $values.rabbitmq.enabled) (gt (len (without $enabled "gateway" "portal")) 1) -}}
{{- fail "rabbitmq.enabled is false, and more than one service with events is enabled. Events reach other services through RabbitMQ only." -}}
{{- end -}}
{{- if and $values.ingress.enabled (not (has "gateway" $enabled)) -}}
{{- fail "ingress.enabled is true, and services.gateway.enabled is false. The gateway is what the ingress leads to." -}}
{{- end -}}
{{- if and $values.ingress.enabled (eq $values.ingress.host $values.ingress.collect.host) -}}
{{- fail "ingress.collect.host is the same as ingress.host. Answers are collected on a host of their own, so that no session cookie is sent there." -}}
{{- end -}}
{{- $known := list "outside" "postgres" "rabbitmq" "redis" -}}
{{- range $values.arrows -}}
{{- if not (or (has .from $known) (hasKey $values.services .from)) }}{{ fail (printf "arrows: from %q is no service." .from) }}{{ end -}}
{{- if not (or (has .to $known) (hasKey $values.services .to)) }}{{ fail (printf "arrows: to %q is no service and no server." .to) }}{{ end -}}
{{- if hasKey $values.services .to -}}
{{- if not (hasKey (index $values.services .to).ports (.port | default "")) }}{{ fail (printf "arrows: %s to %s names the port %q, which %s does not have." .from .to (.port | default "") .to) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end }}
